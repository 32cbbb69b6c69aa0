package io.pymap.mailbox.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Message;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A mailbox of a million messages. The time limit is far above what it takes, and far below what anything quadratic takes.
 */
@Tag("large")
class LargeMailboxTest {

    private static final int MILLION = 1_000_000;

    @Test
    @Timeout(60)
    void worksWithAMillionMessages() {
        MailboxIndex index = new MailboxIndex(1, 1, InstantSource.system());
        Arrival arrival = new Arrival(Flags.NONE, new InternalDate(0, 0), "M1", "T1", Content.of(new byte[10]));
        List<Arrival> one = List.of(arrival);
        for (int i = 0; i < MILLION / 2; i++) {
            index.append(one);
        }
        index.append(Collections.nCopies(MILLION / 2, arrival));

        Changes all = index.changesSince(0);
        assertThat(all.updated()).hasSize(MILLION);
        assertThat(all.updated().get(MILLION - 1).uid()).isEqualTo(MILLION);
        assertThat(index.counts().size()).isEqualTo(10L * MILLION);

        List<Long> everything = LongStream.rangeClosed(1, MILLION).boxed().toList();
        List<Message> seen = index.store(everything, FlagChange.add("\\Seen"), Long.MAX_VALUE)
                .stored();
        assertThat(seen).hasSize(MILLION);
        assertThat(seen.get(0).flags()).isSameAs(seen.get(MILLION - 1).flags());
        assertThat(index.counts().unseen()).isZero();

        // One by one, from the middle, which an array without holes takes hours for.
        long modSeq = index.counts().highestModSeq();
        List<Long> expunged = new ArrayList<>();
        for (long uid = 300_000; uid < 400_000; uid++) {
            index.remove(List.of(uid));
            expunged.add(uid);
            if (uid % 1000 == 0) {
                assertThat(index.changesSince(index.counts().highestModSeq() - 1)
                                .expunged())
                        .containsExactly(uid);
            }
        }
        assertThat(index.changesSince(modSeq).expunged()).isEqualTo(expunged);

        index.remove(everything);
        assertThat(index.counts().messages()).isZero();
        assertThat(index.counts().size()).isZero();
        assertThat(index.changesSince(modSeq).complete()).isTrue();
        assertThat(index.changesSince(modSeq).updated()).isEmpty();
    }
}
