package io.pymap.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of capabilities that change while they are connected. */
class CapabilitiesTest {

    private PymapServer server;
    private ServerCapabilities capabilities;
    private LineClient ann;

    @BeforeEach
    void start() throws IOException {
        server = PymapServer.builder(DictBackend.builder()
                        .user(new User("ann", "secret"))
                        .user(new User("bob", "secret"))
                        .build())
                .start();
        capabilities = server.capabilities();
        ann = LineClient.login(server.port(), "ann", "secret");
        ann.command("SELECT INBOX");
    }

    @AfterEach
    void stop() throws IOException {
        ann.close();
        server.close();
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static List<String> told(LineClient client) throws IOException {
        return List.of(client.command("CAPABILITY").get(0).split(" "));
    }

    @Test
    void aConnectedClientIsWithoutWhatHasBeenTaken() throws IOException {
        assertThat(told(ann)).contains("MOVE", "IDLE", "IMAP4rev2");

        capabilities.without("MOVE");

        assertThat(told(ann)).doesNotContain("MOVE", "IMAP4rev2").contains("IDLE"); // RFC 9051 appendix E
        assertThat(last(ann.command("MOVE 1 INBOX"))).contains("BAD MOVE: Unknown command.");
    }

    @Test
    void whatIsHiddenWorks() throws IOException {
        capabilities.hidden("UNSELECT");

        assertThat(told(ann)).doesNotContain("UNSELECT");
        assertThat(last(ann.command("UNSELECT"))).contains(" OK ");
    }

    @Test
    void whatIsGivenLaterIsUnderstood() throws IOException {
        assertThat(last(ann.command("XLIST \"\" *"))).contains("BAD");

        capabilities.with("XLIST");

        assertThat(told(ann)).contains("XLIST");
        assertThat(last(ann.command("XLIST \"\" *"))).contains(" OK ");
    }

    @Test
    void aChangeForAUserIsForNobodyElse() throws IOException {
        capabilities.user("ann").without("MOVE");

        try (LineClient bob = LineClient.login(server.port(), "bob", "secret");
                LineClient unknown = LineClient.connect(server.port())) {
            assertThat(told(ann)).doesNotContain("MOVE");
            assertThat(told(bob)).contains("MOVE");
            assertThat(unknown.line()).contains("ID");
        }
    }

    @Test
    void aUserIsToldAtLoginWhatIsForThatUser() throws IOException {
        capabilities.user("bob").without("MOVE");

        try (LineClient bob = LineClient.connect(server.port())) {
            bob.line();
            assertThat(last(bob.command("LOGIN bob secret")))
                    .contains("[CAPABILITY ")
                    .doesNotContain(" MOVE ");
        }
    }

    @Test
    void beforeAndAfterLoginAreTwoThings() throws IOException {
        capabilities.beforeLogin().without("ID");
        capabilities.afterLogin().without("NAMESPACE");

        try (LineClient bob = LineClient.connect(server.port())) {
            assertThat(bob.line()).doesNotContain(" ID ");
            assertThat(last(bob.command("ID NIL"))).contains("BAD");
            assertThat(last(bob.command("LOGIN bob secret"))).contains(" ID ").doesNotContain("NAMESPACE");
            assertThat(last(bob.command("ID NIL"))).contains(" OK ");
        }
    }

    @Test
    void whatNeedsItGoesAsWellAndWhatIsEnabledStays() throws IOException {
        ann.command("ENABLE QRESYNC");

        capabilities.without("CONDSTORE");

        assertThat(told(ann)).doesNotContain("CONDSTORE", "QRESYNC");
        assertThat(last(ann.command("NOOP"))).contains(" OK ");
    }

    @Test
    void aCommandThatWasABarrierIsOneAgain() throws IOException {
        capabilities.without("COMPRESS");
        assertThat(last(ann.command("COMPRESS DEFLATE"))).contains("BAD");
        assertThat(last(ann.command("NOOP"))).contains(" OK ");

        capabilities.reset();
        assertThat(last(ann.command("COMPRESS DEFLATE"))).contains(" OK ");
        ann.compress();

        assertThat(last(ann.command("NOOP"))).contains(" OK ");
    }

    @Test
    void allIsTakenBack() throws IOException {
        List<String> before = told(ann);
        capabilities.hidden("MOVE");
        ServerCapabilities.State hidden = capabilities.state();
        capabilities.user("ann").without("IDLE");

        capabilities.restore(hidden);
        assertThat(told(ann)).contains("IDLE").doesNotContain("MOVE");
        capabilities.reset();

        assertThat(told(ann)).isEqualTo(before);
    }

    @Test
    void aWrongNameIsToldAtOnce() {
        assertThatThrownBy(() -> capabilities.without("NOSUCH"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No extension NOSUCH; there are");
    }
}
