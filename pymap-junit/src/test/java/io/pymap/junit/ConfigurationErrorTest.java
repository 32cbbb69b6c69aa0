package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.Scope;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationErrorTest {

    @ImapServer(without = "MOOVE")
    static class UnknownExtension {
        @Test
        void test() {}
    }

    @ImapServer
    static class UnknownMailbox {
        @Test
        void test(@As("Archive") MailboxFixture archive) {}
    }

    @ImapServer
    @Mailbox(messages = {@Mail(uid = 5), @Mail(uid = 5)})
    static class TwoOfOneUid {
        @Test
        void test() {}
    }

    @ImapServer
    @Mailbox(eml = "/mail/missing.eml")
    static class MissingFile {
        @Test
        void test() {}
    }

    @ImapServer
    @Mailbox(messages = @Mail(eml = "/mail/hello.eml", subject = "other"))
    static class FileWithWords {
        @Test
        void test() {}
    }

    @ImapServer
    @Mailbox(user = "eve")
    static class UnknownUser {
        @Test
        void test() {}
    }

    @ImapServer
    static class ServerBeforeTests {
        @BeforeAll
        static void use(ImapServerHandle imap) {}

        @Test
        void test() {}
    }

    @ImapServer
    @TestInstance(Lifecycle.PER_CLASS)
    static class ServerForSharedInstance {
        ServerForSharedInstance(ImapEndpoint endpoint) {}

        @Test
        void test() {}
    }

    @ImapServer
    @ImapServer(without = "MOVE")
    static class TwoOfOneName {
        @Test
        void test() {}
    }

    @ImapServer(name = "source")
    @ImapServer(name = "target")
    static class WhichOne {
        @Test
        void test(ImapEndpoint endpoint) {}
    }

    @ImapServer(name = "source")
    @ImapServer(name = "target")
    static class NoSuchServer {
        @Test
        void test(@On("sauce") ImapEndpoint endpoint) {}
    }

    @ImapServer(scope = Scope.RUN, name = "shared")
    static class OneOfTheRun {
        @Test
        void test() {}
    }

    @ImapServer(scope = Scope.RUN, name = "shared", without = "MOVE")
    static class OtherOfTheRun {
        @Test
        void test() {}
    }

    @SuppressWarnings("NullAway.Init") // set by the extension
    static class StaticField {
        @ImapServer
        static ImapServerHandle imap;

        @Test
        void test() {}
    }

    @SuppressWarnings("NullAway.Init") // set by the extension
    static class FieldOfAnyType {
        @ImapServer
        String imap;

        @Test
        void test() {}
    }

    @ImapServer(name = "source")
    @ImapServer(name = "target")
    @Mailbox("Sent")
    static class MailForNobody {
        @Test
        void test() {}
    }

    static class MailForAnother {
        @RegisterExtension
        static final ImapServerExtension IMAP =
                ImapServerExtension.builder().name("source").build();

        @Test
        @Mailbox(on = "sauce", value = "Sent")
        void test() {}
    }

    static class AskedTooEarly {
        @RegisterExtension
        final ImapServerExtension imap = ImapServerExtension.builder().build();

        private final ImapEndpoint endpoint = imap.endpoint();

        @Test
        void test() {
            assertThat(endpoint).isNotNull();
        }
    }

    static class SharedByInstanceField {
        @RegisterExtension
        final ImapServerExtension imap =
                ImapServerExtension.builder().scope(Scope.CLASS).build();

        @Test
        void test() {}
    }

    @ImapServer
    static class NoTls {
        @Test
        void test(ImapEndpoint endpoint) {
            endpoint.sslContext();
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(UnknownExtension.class, "UnknownExtension: No extension MOOVE; there are "),
                Arguments.of(UnknownMailbox.class, "there are INBOX. Make it with @Mailbox(\"Archive\")"),
                Arguments.of(TwoOfOneUid.class, "@Mailbox(\"INBOX\") on class"),
                Arguments.of(TwoOfOneUid.class, "UID 5 cannot be given any more in INBOX: the next is 6"),
                Arguments.of(MissingFile.class, "put it at src/test/resources/mail/missing.eml"),
                Arguments.of(FileWithWords.class, "is the whole message; leave out from"),
                Arguments.of(UnknownUser.class, "No account eve; there are user-"),
                Arguments.of(ServerBeforeTests.class, "@ImapServer(scope = Scope.CLASS)"),
                Arguments.of(ServerForSharedInstance.class, "@ImapServer(scope = Scope.CLASS)"),
                Arguments.of(TwoOfOneName.class, "has two @ImapServer with the name \"\"; give each its own"),
                Arguments.of(WhichOne.class, "say which with @On(\"source\") or @On(\"target\")"),
                Arguments.of(NoSuchServer.class, "no IMAP server \"sauce\"; say which with @On(\"source\")"),
                Arguments.of(StaticField.class, "Make the field not static, or say scope = Scope.CLASS"),
                Arguments.of(FieldOfAnyType.class, "Make it an ImapServerHandle"),
                Arguments.of(MailForNobody.class, "on = \"\" names no IMAP server; there are \"source\", \"target\""),
                Arguments.of(MailForAnother.class, "on = \"sauce\" names no IMAP server; there are \"source\""),
                Arguments.of(AskedTooEarly.class, "else from @BeforeEach on"),
                Arguments.of(SharedByInstanceField.class, "make it static"),
                Arguments.of(NoTls.class, "ask for it with @ImapServer(tls = Tls.STARTTLS)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhatToDo(Class<?> mistake, String message, @TempDir Path output) {
        assertThat(TestRun.of(output, mistake).messages()).contains(message);
    }

    @Test
    void saysWhenTwoClassesMeanDifferentServersOfTheRun(@TempDir Path output) {
        assertThat(TestRun.of(output, OneOfTheRun.class, OtherOfTheRun.class).messages())
                .contains("says something else than on another class, with which it shares the server \"shared\"");
    }
}
