package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Quota.Resource;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that uses whatever the server offers by itself: IMAP4rev2, QRESYNC, compression, LIST with RETURN. */
@Tag("clients")
class ImapflowIT {

    /** Of the build, so that npm has to fetch nothing a second time. */
    private static final Path DIRECTORY = Path.of("target", "imapflow").toAbsolutePath();

    private final ClientProgram node = ClientProgram.find("node", "nodejs");
    private final ClientProgram npm = ClientProgram.find("npm", "npm");
    private final ServerCertificate certificate =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
    private final DictBackend backend =
            DictBackend.builder().user(new User("ann", "secret")).build();
    private final TranscriptRecorder transcript = new TranscriptRecorder();
    private final PymapServer server = PymapServer.builder(backend)
            .tlsPort(0)
            .certificate(certificate)
            .oauthToken("ann", "token-of-ann")
            .transcript(transcript)
            .start();

    @BeforeEach
    void install() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        for (String name : List.of("package.json", "package-lock.json", "roundtrip.mjs")) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("imapflow/" + name))) {
                Files.copy(in, DIRECTORY.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(DIRECTORY.resolve("ca.pem"), certificate.caPem());
        npm.run(
                        "ci",
                        "--prefix=" + DIRECTORY,
                        "--ignore-scripts",
                        "--engine-strict",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund")
                .succeeded();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void endsWithTheMailThatTheServerHas() throws IOException, InterruptedException {
        Account account = backend.account("ann");
        account.limit(Map.of(Resource.MESSAGE, 100L, Resource.STORAGE, 1024L));

        ClientProgram.Result result = node.run(
                DIRECTORY.resolve("roundtrip.mjs").toString(),
                Integer.toString(server.port()),
                Integer.toString(server.tlsPort().orElseThrow()),
                DIRECTORY.resolve("ca.pem").toString(),
                "ann",
                "secret",
                "token-of-ann");

        assertThat(result.code())
                .as(() -> result.output() + "\n" + transcript.tail(40))
                .isZero();
        assertThat(result.output()).isEqualTo(HeldMail.of(account));
        assertThat(account.subscriptions())
                .as("also to mailboxes that are gone: RFC 9051 6.3.7")
                .extracting(MailboxName::value)
                .containsExactly("Archiv/Müll & Co", "Old", "Short-lived");
        new SentCommands(transcript)
                .noneBad()
                .refusedOnlyWith("ALREADYEXISTS")
                .succeeded("STARTTLS", "AUTHENTICATE PLAIN*", "AUTHENTICATE OAUTHBEARER*", "ID *", "NAMESPACE")
                .succeeded("COMPRESS DEFLATE", "ENABLE CONDSTORE UTF8=ACCEPT QRESYNC IMAP4REV2")
                .succeeded("CREATE *", "RENAME Old New", "DELETE *", "SUBSCRIBE *", "UNSUBSCRIBE *")
                .succeeded("LIST \"\" * RETURN (STATUS (*) SPECIAL-USE CHILDREN SUBSCRIBED)", "STATUS INBOX (*)")
                .succeeded("APPEND INBOX (\\Seen) \" 5-Jan-2026 *\" {*+}", "APPEND INBOX ($Label) ~{*+}")
                .succeeded("EXAMINE INBOX", "SELECT INBOX", "SELECT INBOX (QRESYNC (*))", "CLOSE")
                .succeeded("FETCH 1:* (UID FLAGS BODYSTRUCTURE ENVELOPE * EMAILID THREADID MODSEQ *)")
                .succeeded("UID FETCH * (*BODY.PEEK[2]<100.100>)", "UID FETCH * (*BINARY.PEEK[2]<0.65536>)")
                .succeeded("UID FETCH * (CHANGEDSINCE * VANISHED)")
                .succeeded("UID SEARCH SUBJECT größer BODY Wörld", "UID SEARCH OLDER *", "UID SEARCH YOUNGER *")
                .succeeded("UID SEARCH EMAILID *", "UID SEARCH THREADID *")
                .succeeded("UID SEARCH RETURN (MIN MAX COUNT ALL) UNSEEN MODSEQ 1")
                .succeeded("UID SEARCH RETURN (PARTIAL -2:-1) ALL", "UID SEARCH RETURN (PARTIAL 2:3 COUNT) ALL")
                .succeeded("UID STORE * +FLAGS (*)", "UID STORE * -FLAGS (*)", "UID STORE * FLAGS (*)")
                .succeeded("UID STORE * (UNCHANGEDSINCE *) +FLAGS (*)")
                .succeeded("UID COPY *", "UID MOVE *", "UID EXPUNGE *", "GETQUOTAROOT INBOX", "IDLE");
    }
}
