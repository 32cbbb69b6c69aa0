package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("clients")
class CurlIT {

    private static final String MESSAGE =
            "From: ann@example.org\r\nTo: bob@example.org\r\nSubject: From curl\r\n\r\nHello, pymap.\r\n";

    private final ClientProgram curl = ClientProgram.find("curl", "curl");
    private final ServerCertificate certificate =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .tlsPort(0)
            .certificate(certificate)
            .start();

    @TempDir
    Path directory;

    private Path message = Path.of("");

    @BeforeEach
    void write() throws IOException {
        message = Files.writeString(directory.resolve("message.eml"), MESSAGE);
        Files.writeString(directory.resolve("ca.pem"), certificate.caPem());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String curl(String path, String... options) throws IOException, InterruptedException {
        return curl("imap://localhost:" + server.port() + path, List.of(options));
    }

    private String curl(String url, List<String> options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--silent", "--show-error", "--ipv4", "--disable"));
        arguments.addAll(List.of("--user", "ann:secret", url));
        arguments.addAll(options);
        return curl.run(arguments.toArray(String[]::new)).succeeded();
    }

    @Test
    void appendsFetchesSearchesAndDeletes() throws IOException, InterruptedException {
        curl("/INBOX", "-T", message.toString());
        curl("/INBOX", "-T", message.toString());

        assertThat(curl("/INBOX;UID=1")).isEqualTo(MESSAGE);
        assertThat(curl("/INBOX;UID=2;SECTION=HEADER.FIELDS%20(SUBJECT)")).isEqualTo("Subject: From curl\r\n\r\n");
        assertThat(curl("/INBOX;MAILINDEX=2")).isEqualTo(MESSAGE);
        assertThat(curl("/INBOX?SUBJECT%20curl")).isEqualTo("* SEARCH 1 2\r\n");
        assertThat(curl("/INBOX?SUBJECT%20nothing")).isEqualTo("* SEARCH\r\n");
        assertThat(curl("/", "-X", "CREATE Other")).isEmpty();
        assertThat(curl("/")).contains("\"/\" INBOX\r\n").contains("\"/\" Other\r\n");
        assertThat(curl("/INBOX", "-X", "STORE 1 +FLAGS (\\Deleted)"))
                .contains("* 1 FETCH (FLAGS (")
                .contains("\\Deleted");
        assertThat(curl("/INBOX", "-X", "EXPUNGE")).contains("* 1 EXPUNGE");
        assertThat(curl("/INBOX", "-X", "UID FETCH 1:* (FLAGS)"))
                .startsWith("* 1 FETCH (")
                .contains("UID 2");
    }

    @Test
    void logsInWithEachMechanism() throws IOException, InterruptedException {
        for (String mechanism : List.of("AUTH=PLAIN", "AUTH=LOGIN")) {
            assertThat(curl("/", "--login-options", mechanism)).contains("INBOX");
        }
    }

    @Test
    void trustsTheAuthorityBehindStartTls() throws IOException, InterruptedException {
        String ca = directory.resolve("ca.pem").toString();

        curl("/INBOX", "--ssl-reqd", "--cacert", ca, "-T", message.toString());

        assertThat(curl("/INBOX;UID=1", "--ssl-reqd", "--cacert", ca)).isEqualTo(MESSAGE);
        assertThat(curl(
                        "imaps://localhost:" + server.tlsPort().orElseThrow() + "/INBOX;UID=1",
                        List.of("--cacert", ca)))
                .isEqualTo(MESSAGE);
    }

    @Test
    void trustsNobodyElse() throws IOException, InterruptedException {
        ClientProgram.Result result = curl.run(
                "--silent", "--ipv4", "--ssl-reqd", "--user", "ann:secret", "imap://localhost:" + server.port() + "/");

        assertThat(result.code()).isEqualTo(60); // CURLE_PEER_FAILED_VERIFICATION
    }
}
