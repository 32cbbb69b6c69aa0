package io.pymap.samples.maildir;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.junit.ImapServerExtension;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server works on a directory of the test's: with mail that was there before, and as others find it afterwards. */
class MaildirTest {

    private static final Path PREPARED = Path.of("src/test/resources/mail");

    @TempDir
    static Path mail;

    /** Users are those of {@code users.txt} in the directory. Each test finds the mail as it was before the first. */
    @RegisterExtension
    static final ImapServerExtension IMAP =
            ImapServerExtension.builder().maildir(MaildirTest::copyOfPrepared).build();

    private static Path copyOfPrepared() {
        try (Stream<Path> files = Files.walk(PREPARED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = mail.resolve(PREPARED.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            return mail;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsWhatWasDelivered(Store store) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);

        assertThat(inbox.getMessages())
                .extracting(message -> message.getSubject())
                .containsExactly("Lunch?", "Minutes");
    }

    @Test
    void seesWhatComesInMeanwhile(ImapServerHandle imap) throws IOException {
        Path maildir = imap.account().maildir();

        // As delivery agents do it: a reader never sees half a message.
        Path written = Files.writeString(
                maildir.resolve("tmp/1772452800.M3P1.example"), "Subject: News\r\n\r\nHello.\r\n", US_ASCII);
        Files.move(written, maildir.resolve("new/1772452800.M3P1.example"));

        assertThat(imap.await().mailbox("INBOX").hasMessages(3).message(3)).hasSubject("News");
    }

    @Test
    void leavesMailAsOtherProgramsKnowIt(ImapServerHandle imap, Store store) throws Exception {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        inbox.getMessage(1).setFlags(new Flags("$Paid"), true);
        inbox.getMessage(1).setFlag(Flags.Flag.SEEN, true);
        inbox.getMessage(1).setFlag(Flags.Flag.FLAGGED, true);
        store.getFolder("Archive/2026").create(Folder.HOLDS_MESSAGES);

        Path maildir = imap.account().maildir();
        Path seen = namesIn(maildir.resolve("cur")).stream()
                .filter(file -> file.getFileName().toString().startsWith("1772445600.M1P1.example"))
                .findFirst()
                .orElseThrow();
        assertThat(seen.getFileName().toString()).endsWith(":2,FSa"); // flagged, seen, and the first keyword
        assertThat(seen).hasSameBinaryContentAs(PREPARED.resolve("ann/new/1772445600.M1P1.example"));
        assertThat(maildir.resolve("dovecot-keywords")).hasContent("0 $Paid\n");
        assertThat(maildir.resolve(".Archive.2026/cur")).isDirectory();
    }

    private static List<Path> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
