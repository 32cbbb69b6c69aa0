package io.pymap.backend.dict;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.BackendContract;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DictBackendTest extends BackendContract {

    @Override
    protected Backend createBackend() {
        return backend(9);
    }

    static DictBackend backend(long seed) {
        return DictBackend.builder()
                .user(new User("anna", "secret"))
                .user(new User("bert", "secret"))
                .clock(InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)))
                .random(new SplittableRandom(seed))
                .build();
    }

    @Test
    void givesTheSameIdsForTheSameSeed() {
        assertThat(idsOf(backend(1))).isEqualTo(idsOf(backend(1)));
        assertThat(idsOf(backend(1))).doesNotContainAnyElementsOf(idsOf(backend(2)));
    }

    @Test
    void beginsWithUidOneUnlessToldOtherwise() {
        Mailbox plain = backend.account("anna").find(MailboxName.INBOX).orElseThrow();
        DictBackend from500 =
                DictBackend.builder().user(new User("anna", "x")).firstUid(500).build();

        assertThat(append(plain, "x")).isEqualTo(1);
        assertThat(append(from500.account("anna").find(MailboxName.INBOX).orElseThrow(), "x"))
                .isEqualTo(500);
    }

    @Test
    void makesUidValidityOfTimeAndChance() {
        long time = 1_700_000_000L % 65_535 << 16;

        assertThat(backend.account("anna").find(MailboxName.INBOX).orElseThrow().uidValidity())
                .isBetween(time, time + 65_535);
    }

    @Test
    void neverBlocks() {
        assertThat(backend.mayBlock()).isFalse();
    }

    private static List<String> idsOf(DictBackend backend) {
        List<String> ids = new ArrayList<>();
        Account account = backend.account("anna");
        for (String name : List.of("INBOX", "a", "b")) {
            Mailbox mailbox =
                    account.find(new MailboxName(name)).orElseGet(() -> account.create(new MailboxName(name)));
            append(mailbox, name);
            ids.add(mailbox.id());
            ids.add("V" + mailbox.uidValidity());
            messages(mailbox).stream().map(Message::threadId).forEach(ids::add);
        }
        return ids;
    }
}
