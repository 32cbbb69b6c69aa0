package io.pymap.junit;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.Backend;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Scope;
import io.pymap.fixture.TestClock;
import io.pymap.fixture.Tls;
import io.pymap.transcript.Transcript;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several servers in one test, and all ways to ask for one. */
class SeveralServersTest {

    @TempDir
    Path output;

    private void passes(int tests, Class<?>... classes) {
        TestRun run = TestRun.of(output, classes);
        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(tests);
    }

    @ImapServer(users = @ImapUser(name = "ann"))
    @ImapServer(name = "target", scope = Scope.CLASS, tls = Tls.IMPLICIT, users = @ImapUser(name = "bob"))
    @Mailbox("Sent")
    @Mailbox(on = "target", value = "Archive")
    static class ByAnnotations {
        @BeforeAll
        static void before(@On("target") ImapServerHandle target) {
            target.inbox().append(message());
        }

        @Test
        void test(
                ImapServerHandle source,
                @On("target") ImapServerHandle target,
                @On("target") ImapEndpoint endpoint,
                @On("target") Transcript transcript,
                @On("target") AccountFixture account,
                @On("target") @As("Archive") MailboxFixture archive,
                @On("target") Session session,
                @On("target") Store store,
                @On("target") RawImapClient client) {
            assertThat(source.endpoint().uri()).hasScheme("imap").hasUserInfo("ann");
            assertThat(source.account().mailboxes()).containsExactly("INBOX", "Sent");
            assertThat(source.transcript().connections()).isEmpty();
            assertThat(target.endpoint().uri()).isEqualTo(endpoint.uri()).hasScheme("imaps");
            assertThat(target.transcript()).isSameAs(transcript);
            assertThat(account.login()).isEqualTo("bob");
            assertThat(archive.path()).isEqualTo("Archive");
            assertThat(target.account().mailboxes()).containsExactly("INBOX", "Archive");
            assertThat(session.getProperty("mail.store.protocol")).isEqualTo("imaps");
            assertThat(store.isConnected()).isTrue();
            assertThat(client.send("NOOP").status()).isEqualTo("OK");
            assertThat(transcript.connections()).hasSize(2);
            assertThat(target.inbox().uids()).containsExactly(1L);
        }

        @Nested
        @ImapServer(without = "IDLE")
        @ImapServer(name = "third")
        class Inside {
            @Test
            void replacesTheOneOfItsName(RawImapClient client, @On("target") RawImapClient target) {
                assertThat(client.send("CAPABILITY").untagged().get(0)).doesNotContain("IDLE");
                assertThat(target.send("CAPABILITY").untagged().get(0)).contains("IDLE");
            }

            @Test
            void addsAnother(@On("third") MailboxFixture inbox) {
                assertThat(inbox.uids()).isEmpty();
            }
        }
    }

    @Test
    void areToldApartByName() {
        passes(3, ByAnnotations.class);
    }

    static class ByExtensions {
        @RegisterExtension
        static final ImapServerExtension SOURCE = ImapServerExtension.builder()
                .name("source")
                .account("ann", "pw")
                .seed(imap -> imap.inbox().append(message()))
                .build();

        @RegisterExtension
        static final ImapServerExtension TARGET =
                ImapServerExtension.builder().name("target").build();

        private static final URI AT_FIRST = URI.create("imap://nowhere/");

        @Test
        void test(@On("source") ImapServerHandle source, @On("target") ImapServerHandle target) {
            assertThat(SOURCE.server()).isSameAs(source);
            assertThat(TARGET.endpoint().uri())
                    .isEqualTo(target.endpoint().uri())
                    .isNotEqualTo(SOURCE.endpoint().uri())
                    .isNotEqualTo(AT_FIRST);
            assertThat(source.inbox().uids()).containsExactly(1L);
            assertThat(target.inbox().uids()).isEmpty();
        }
    }

    @ImapServer
    static class AnnotationAndExtension {
        @RegisterExtension
        final ImapServerExtension other =
                ImapServerExtension.builder().name("other").account("bob", "pw").build();

        @Test
        void test(ImapServerHandle imap, @On("other") ImapServerHandle second) {
            assertThat(other.server()).isSameAs(second).isNotSameAs(imap);
            assertThat(second.account().login()).isEqualTo("bob");
        }
    }

    @Mailbox("Sent")
    static class OneExtensionWithAName {
        @RegisterExtension
        final ImapServerExtension source = ImapServerExtension.builder()
                .name("source")
                .backend(Backend.DICT)
                .clockAt(Instant.parse("2026-01-01T00:00:00Z"))
                .build();

        @Test
        void test(AccountFixture account, @On("source") TestClock clock) {
            assertThat(account.mailboxes()).containsExactly("INBOX", "Sent");
            assertThat(clock.now()).isEqualTo("2026-01-01T00:00:00Z");
        }
    }

    @Test
    void areMadeByExtensionsAsWell() {
        passes(3, ByExtensions.class, AnnotationAndExtension.class, OneExtensionWithAName.class);
    }

    @SuppressWarnings("NullAway.Init") // set by the extension
    static class ByFields {
        @ImapServer(backend = Backend.DICT)
        private ImapServerHandle source;

        @ImapServer(name = "named")
        RawImapClient client;

        @ImapServer(scope = Scope.CLASS)
        static ImapServerHandle shared;

        private static int port;

        @BeforeAll
        static void before() {
            port = shared.endpoint().port();
        }

        @BeforeEach
        void areSet() {
            source.inbox().append(message());
            assertThat(shared.endpoint().port()).isEqualTo(port);
        }

        @Test
        void test(@On("source") MailboxFixture inbox, @On("named") Transcript transcript) {
            useBoth(inbox, transcript);
        }

        private void useBoth(MailboxFixture inbox, Transcript transcript) {
            assertThat(inbox.uids()).containsExactly(1L);
            assertThat(client.send("NOOP").status()).isEqualTo("OK");
            assertThat(transcript.connections()).hasSize(1);
            assertThat(shared.inbox().uids()).isEmpty();
            shared.inbox().append(message());
        }

        @Nested
        class Inside {
            @Test
            void test(@On("source") MailboxFixture inbox, @On("named") Transcript transcript) {
                useBoth(inbox, transcript);
            }
        }
    }

    @SuppressWarnings("NullAway.Init") // set by the extension
    static class ByOneField {
        @ImapServer
        ImapServerHandle imap;

        @Test
        @Mailbox("Sent")
        void test(ImapEndpoint endpoint, TestClock clock) {
            assertThat(endpoint.port()).isEqualTo(imap.endpoint().port());
            assertThat(imap.clock()).isSameAs(clock);
            assertThat(imap.account().mailboxes()).contains("Sent");
        }
    }

    @Test
    void areSetAsFields() {
        passes(3, ByFields.class, ByOneField.class);
    }
}
