package io.pymap.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No word of a client gets into a key, and none makes two users or mailboxes one. */
class RedisKeysTest {

    private static final List<String> HOSTILE =
            List.of("*", "a:b", "a{x}", "{x}", "a b", "[a-z]?", "a\\*", "\"", "'; return 1 --", "ns", "\u00fc\u65e5");

    private RedisBackend backend;
    private final Recording recording = new Recording();
    private String prefix;

    @BeforeEach
    void start() {
        prefix = RedisServer.freshPrefix();
        backend = RedisBackendTest.on(prefix)
                .usersPrefix(prefix) // so that users and mail are neighbours, as they are by default
                .through(recording::through)
                .build();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void keepsUsersWithHostileNamesApart() {
        HOSTILE.forEach(name -> backend.users().put(new User(name, "secret of " + name)));
        backend.users().put(new User("a\r\nb", "x"));
        backend.users().put(new User("a/b", "y"));

        assertThat(backend.users().names()).containsAll(HOSTILE).contains("a\r\nb", "a/b");
        for (String name : HOSTILE) {
            assertThat(backend.users().find(name)).contains(new User(name, "secret of " + name));
            backend.account(name).create(new MailboxName("only of this one"));
            append(backend.account(name).find(MailboxName.INBOX).orElseThrow(), name);
        }
        for (String name : HOSTILE) {
            assertThat(backend.account(name).mailboxes()).hasSize(2);
            assertThat(backend.account(name).quota().usage()).containsValue(1L);
        }
        assertThat(backend.users().remove("*")).isTrue();
        assertThat(backend.users().names()).hasSize(HOSTILE.size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ns/users", "ns/shared", "ns/{0}/account", "ns/", ""})
    void knowsNoUserWhoseKeyWouldBeOneOfMail(String name) {
        assertThat(backend.users().find(name)).isEmpty();
        assertThatThrownBy(() -> backend.users().put(new User(name, "x")))
                .isInstanceOf(MailboxException.NotAllowed.class);
        assertThat(backend.users().remove(name)).isFalse();
        assertThatThrownBy(() -> backend.account(name)).isInstanceOf(MailboxException.NotFound.class);
    }

    @Test
    void namesNoKeyAfterAnythingThatAClientSays() {
        backend.users().put(new User("anna", "x"));
        Account account = backend.account("anna");
        Mailbox inbox = account.find(MailboxName.INBOX).orElseThrow();
        for (String name : HOSTILE) {
            Mailbox mailbox = account.create(new MailboxName("INBOX/" + name));
            account.subscribe(new MailboxName(name));
            append(mailbox, name);
            mailbox.annotate(Map.of("/private/" + name, Optional.of(new byte[] {1})));
            mailbox.changeAcl(new Acl.Change(name, Acl.Mode.REPLACE, Rights.ALL));
            account.accessKeys().obtain(mailbox);
            account.rename(new MailboxName("INBOX/" + name), new MailboxName("other/" + name));
            assertThat(mailbox.annotations().asMap()).hasSize(1);
        }
        inbox.copy(List.of(append(inbox, "copied")), inbox);

        assertThat(account.mailboxes()).hasSize(HOSTILE.size() + 1);
        assertThat(recording.keys())
                .allMatch(key -> key.equals(prefix + "/anna")
                        || key.matches(prefix + "/ns/(users|doomed|shared|shares/[\\w-]{43})")
                        || key.matches(
                                prefix + "/ns/\\{[0-9a-f]{32}}/(mbx/F[0-9a-f]{32}/[a-z]+|[a-z-]+|content/[\\w-]{43})"));
    }

    @Test
    void refusesFlagsThatAreNoAtoms() {
        backend.users().put(new User("anna", "x"));
        Mailbox inbox = backend.account("anna").find(MailboxName.INBOX).orElseThrow();

        for (String flag : List.of("a b", "a\nb", "\u00fc")) {
            NewMessage message = new NewMessage(Content.of(new byte[0]), Flags.of(flag), new InternalDate(0, 0));
            assertThatThrownBy(() -> inbox.append(List.of(message))).isInstanceOf(MailboxException.NotAllowed.class);
        }
        assertThat(inbox.counts().messages()).isZero();
    }

    private static long append(Mailbox mailbox, String text) {
        byte[] octets =
                ("Subject: " + text + "\r\nMessage-ID: <" + text + "@x>\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        return mailbox.append(List.of(new NewMessage(Content.of(octets), Flags.of("$word"), new InternalDate(0, 0))))
                .get(0)
                .uid();
    }
}
