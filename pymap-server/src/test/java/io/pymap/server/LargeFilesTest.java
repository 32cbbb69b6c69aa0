package io.pymap.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.maildir.Fsync;
import io.pymap.backend.maildir.MaildirBackend;
import io.pymap.clients.LineClient;
import io.pymap.fault.ServerFaults;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transport.ConnectionTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are sent from the file they lie in, by each way to the client. */
class LargeFilesTest {

    private static final int LINES = 40_000;
    private static final String MESSAGE = "Subject: large\r\n\r\n" + text();

    @TempDir
    Path directory;

    private final ServerCertificate certificate =
            ServerCertificate.selfSigned(CertificateTerms.loopback(Clock.systemUTC()));
    private final ByteArrayOutputStream tapped = new ByteArrayOutputStream();

    private enum Way {
        PLAIN,
        NATIVE,
        COMPRESSED,
        TLS,
        TLS_COMPRESSED,
        TAPPED,
        /** Past rules that do not act. */
        HOOKED,
        /** Past a rule that looks at every response. */
        RULED
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, LINES)
                .forEach(line -> text.append("This is line ").append(line).append(" of the message.\r\n"));
        return text.toString();
    }

    private PymapServer start(Way way, int messages) throws IOException {
        Path users = Files.writeString(directory.resolve("users.txt"), "ann::secret\n");
        MaildirBackend backend =
                MaildirBackend.builder(users).fsync(Fsync.NEVER).build();
        Mailbox inbox = backend.account("ann").find(MailboxName.INBOX).orElseThrow();
        NewMessage message =
                new NewMessage(Content.of(MESSAGE.getBytes(ISO_8859_1)), Flags.NONE, new InternalDate(0, 0));
        IntStream.range(0, messages).forEach(i -> inbox.append(List.of(message)));
        PymapServer.Builder builder =
                PymapServer.builder(backend).certificate(certificate).tlsPort(0);
        if (way == Way.NATIVE) {
            builder.nativeTransport();
        }
        if (way == Way.HOOKED || way == Way.RULED) {
            ServerFaults faults = new ServerFaults();
            faults.on(way == Way.RULED ? "FETCH" : "NOOP").replace("Bcc: ", "");
            builder.faults(faults);
        }
        if (way == Way.TAPPED) {
            builder.tap(new ConnectionTap() {
                @Override
                public void sent(String connection, byte[] octets) {
                    tapped.writeBytes(octets);
                }
            });
        }
        return builder.start();
    }

    private LineClient login(PymapServer server, Way way) throws IOException, GeneralSecurityException {
        boolean tls = way == Way.TLS || way == Way.TLS_COMPRESSED;
        LineClient client = tls
                ? LineClient.connectTls(server.tlsPort().orElseThrow(), trusting())
                : LineClient.connect(server.port());
        client.line();
        client.command("LOGIN ann secret");
        if (way == Way.COMPRESSED || way == Way.TLS_COMPRESSED) {
            assertThat(client.command("COMPRESS DEFLATE"))
                    .singleElement()
                    .asString()
                    .contains(" OK ");
            client.compress();
        }
        client.command("SELECT INBOX");
        return client;
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setCertificateEntry("server", certificate.chain().get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Files of the mail directory that this process has open. */
    private List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    Path target = Files.readSymbolicLink(descriptor);
                    if (target.startsWith(directory.resolve("ann").resolve("new"))
                            || target.startsWith(directory.resolve("ann").resolve("cur"))) {
                        open.add(target);
                    }
                }
            }
        }
        return open;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void sendsTheOctetsOfTheFile(Way way) throws IOException, GeneralSecurityException {
        try (PymapServer server = start(way, 1);
                LineClient client = login(server, way)) {
            List<String> lines = client.command("FETCH 1 (BODY.PEEK[] RFC822.SIZE BODY.PEEK[]<18.30> BODY.PEEK[TEXT])");

            String told = String.join("\r\n", lines);
            assertThat(told).startsWith("* 1 FETCH (BODY[] {" + MESSAGE.length() + "}\r\n" + MESSAGE + " RFC822.SIZE ");
            assertThat(told).contains("BODY[]<18> {30}\r\n" + MESSAGE.substring(18, 48) + " BODY[TEXT] {");
            assertThat(lines.get(lines.size() - 1)).contains(" OK ");
            if (way == Way.TAPPED) {
                assertThat(tapped.toString(ISO_8859_1)).contains(MESSAGE);
            }
        }
        assertThat(openFiles()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void holdsFewFilesOpenForOneWhoReadsSlowly(Way way) throws IOException, GeneralSecurityException {
        int messages = 60;
        try (PymapServer server = start(way, messages);
                LineClient client = login(server, way)) {
            client.send("slow FETCH 1:* BODY.PEEK[]\r\n");

            assertThat(client.line()).isEqualTo("* 1 FETCH (BODY[] {" + MESSAGE.length() + "}");
            assertThat(openFiles()).hasSizeLessThanOrEqualTo(4);
            List<String> rest = client.until("slow ");

            assertThat(rest).filteredOn(line -> line.startsWith("* ")).hasSize(messages - 1);
            assertThat(rest.get(rest.size() - 1)).startsWith("slow OK");
            assertThat(rest).hasSize(1 + messages * (LINES + 2 + 1) + messages - 1);
        }
        assertThat(openFiles()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void closesFilesOfOneWhoHangsUp(Way way) throws IOException, GeneralSecurityException {
        try (PymapServer server = start(way, 20)) {
            try (LineClient client = login(server, way)) {
                client.send("gone FETCH 1:* BODY.PEEK[]\r\n");
                client.line();
            }
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            // As long as the connection is there, one file may have been closed and the next not yet opened.
            while ((server.openConnections() > 0 || !openFiles().isEmpty()) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(openFiles()).isEmpty();
        }
    }
}
