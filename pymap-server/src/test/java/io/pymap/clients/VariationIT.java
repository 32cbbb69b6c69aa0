package io.pymap.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.rows.ServerWatch;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.transcript.TranscriptRecorder;
import io.pymap.variation.Variation;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.SubjectTerm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that many use understand the server in whatever form it answers. {@code -Dpymap.variation.seeds=200} for more
 * seeds, {@code -Dpymap.variation.first=17} for others.
 */
@Tag("clients")
class VariationIT {

    private static final int SEEDS = Integer.getInteger("pymap.variation.seeds", 12);
    private static final long FIRST = Long.getLong("pymap.variation.first", 1);

    private static final String TEXT = """
            From: =?utf-8?Q?=C3=84nn?= <ann@example.org>
            To: bob@example.org
            Subject: two "words"
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge

            Hello.
            --edge
            Content-Type: image/png; name=a.png

            (1 "2
            --edge--
            """.replace("\n", "\r\n");

    @TempDir
    Path directory;

    private interface Client {
        void use(PymapServer server) throws Exception;
    }

    /** @param without a kind of forms that the client is known not to understand */
    private static void withEachSeed(Set<Variation.Kind> without, Client client) {
        List<String> failures = new ArrayList<>();
        ServerWatch watch = new ServerWatch();
        watch.begin();
        int left = SEEDS;
        for (long seed = FIRST; left > 0; seed++) {
            Variation variation = new Variation(seed);
            if (Collections.disjoint(variation.kinds(), without)) {
                left--;
                failure(variation, client).ifPresent(failures::add);
                watch.isWell(variation.toString());
            }
        }
        watch.nothingIsLeft();
        watch.end();
        assertThat(failures).isEmpty();
    }

    private static Optional<String> failure(Variation variation, Client client) {
        TranscriptRecorder transcript = new TranscriptRecorder();
        DictBackend backend =
                DictBackend.builder().user(new User("ann", "secret")).build();
        try (PymapServer server = PymapServer.builder(backend)
                .noTls()
                .variation(variation)
                .transcript(transcript)
                .start()) {
            client.use(server);
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of(variation + ": " + e + "\n" + transcript.tail(30));
        }
    }

    @Test
    void isUnderstoodByAngusMail() {
        withEachSeed(Set.of(), server -> {
            Properties properties = new Properties();
            properties.put("mail.imap.timeout", "10000");
            Session session = Session.getInstance(properties);
            try (IMAPStore store = (IMAPStore) session.getStore("imap")) {
                store.connect("127.0.0.1", server.port(), "ann", "secret");
                use(store, new MimeMessage(session, new ByteArrayInputStream(TEXT.getBytes(UTF_8))));
            }
        });
    }

    private static void use(IMAPStore store, MimeMessage message) throws MessagingException, IOException {
        assertThat(store.getFolder("two words").create(Folder.HOLDS_MESSAGES)).isTrue();
        assertThat(store.getDefaultFolder().list("*"))
                .extracting(Folder::getFullName)
                .containsExactlyInAnyOrder("INBOX", "two words");
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        inbox.appendMessages(new Message[] {message, message, message});
        Message[] messages = inbox.getMessages();
        FetchProfile all = new FetchProfile();
        List.of(FetchProfile.Item.ENVELOPE, FetchProfile.Item.CONTENT_INFO, FetchProfile.Item.FLAGS)
                .forEach(all::add);
        all.add(UIDFolder.FetchProfileItem.UID);
        all.add("X-Other");
        inbox.fetch(messages, all);

        assertThat(messages).hasSize(3).allSatisfy(one -> {
            assertThat(one.getSubject()).isEqualTo("two \"words\"");
            assertThat(one.getFrom())
                    .extracting(Object::toString)
                    .containsExactly("=?utf-8?Q?=C3=84nn?= <ann@example.org>");
            assertThat(one.getContentType()).startsWithIgnoringCase("multipart/mixed");
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            one.writeTo(octets);
            assertThat(octets.toString(UTF_8)).isEqualTo(TEXT);
        });
        assertThat(Arrays.stream(messages).map(one -> uid(inbox, one))).containsExactly(1L, 2L, 3L);
        messages[1].setFlag(Flags.Flag.FLAGGED, true);
        messages[1].setFlag(Flags.Flag.DELETED, true);
        assertThat(inbox.search(new SubjectTerm("two"))).hasSize(3);
        inbox.copyMessages(new Message[] {messages[1]}, store.getFolder("two words"));
        inbox.expunge();
        assertThat(inbox.getMessageCount()).isEqualTo(2);
        inbox.close(false);
        IMAPFolder other = (IMAPFolder) store.getFolder("two words");
        assertThat(other.getMessageCount()).isEqualTo(1);
        other.open(Folder.READ_ONLY);
        assertThat(other.getMessage(1).isSet(Flags.Flag.FLAGGED)).isTrue();
        other.close(false);
    }

    private static long uid(IMAPFolder folder, Message message) {
        try {
            return folder.getUID(message);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isUnderstoodByPythonsImaplib() throws IOException {
        ClientProgram python = ClientProgram.find("python3", "python3");
        Path script = directory.resolve("roundtrip.py");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("imaplib_roundtrip.py"))) {
            Files.copy(in, script);
        }
        withEachSeed(
                Set.of(Variation.Kind.LETTER_CASE),
                server -> assertThat(python.run(script.toString(), Integer.toString(server.port()), "ann", "secret")
                                .succeeded())
                        .endsWith("all is well\n"));
    }
}
