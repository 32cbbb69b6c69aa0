package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a folder that is opened again, or that others work on. */
class SharedFolderTest {

    private static final InternalDate DATE = new InternalDate(1_700_000_000, 3600);
    private static final long ANY = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private final List<MaildirBackend> backends = new ArrayList<>();
    private Path inboxDirectory = Path.of(".");
    private Mailbox inbox;

    @BeforeEach
    void openInbox() throws IOException {
        inboxDirectory = directory.resolve("anna");
        inbox = inboxOf(open());
    }

    @AfterEach
    void closeBackends() {
        backends.forEach(MaildirBackend::close);
    }

    private MaildirBackend open() throws IOException {
        MaildirBackend backend = MaildirDirectory.prepare(directory).build();
        backends.add(backend);
        return backend;
    }

    private Mailbox reopened() throws IOException {
        backends.forEach(MaildirBackend::close);
        return inboxOf(open());
    }

    private static Mailbox inboxOf(MaildirBackend backend) {
        return backend.account("anna").find(MailboxName.INBOX).orElseThrow();
    }

    private static NewMessage message(String text, String... flags) {
        return new NewMessage(Content.of(text.getBytes(UTF_8)), Flags.of(flags), DATE);
    }

    private static List<Message> messages(Mailbox mailbox) {
        return mailbox.changesSince(0).updated();
    }

    private static List<Long> uids(Mailbox mailbox) {
        return messages(mailbox).stream().map(Message::uid).toList();
    }

    private static String text(Message message) {
        Content.InMemory octets = message.content().load();
        return new String(octets.array(), octets.offset(), octets.length(), UTF_8);
    }

    private record Seen(
            long uid,
            long modSeq,
            Flags flags,
            InternalDate date,
            Instant saved,
            String emailId,
            String threadId,
            String text) {}

    private static List<Seen> seen(List<Message> messages) {
        return messages.stream()
                .map(m -> new Seen(
                        m.uid(),
                        m.modSeq(),
                        m.flags(),
                        m.internalDate(),
                        m.saveDate(),
                        m.emailId(),
                        m.threadId(),
                        text(m)))
                .toList();
    }

    /** Puts a file where delivery agents put them. */
    private Path deliver(String base, String text) throws IOException {
        Path file = Files.writeString(inboxDirectory.resolve("tmp").resolve(base), text);
        return Files.move(file, inboxDirectory.resolve("new").resolve(base));
    }

    private List<Path> files(String sub) throws IOException {
        try (Stream<Path> files = Files.list(inboxDirectory.resolve(sub))) {
            return files.sorted().toList();
        }
    }

    @Test
    void isTheSameWhenOpenedAgain() throws IOException {
        inbox.append(List.of(message("one\r\n"), message("two\r\n", "\\Seen", "word"), message("three\r\n")));
        inbox.store(List.of(1L), FlagChange.add("\\Flagged"), ANY);
        long before = inbox.counts().highestModSeq();
        inbox.remove(List.of(2L));
        inbox.annotate(Map.of("/private/comment", Optional.of(new byte[] {1})));
        inbox.claimRecent(1);
        List<Seen> all = seen(messages(inbox));

        Mailbox again = reopened();

        assertThat(seen(messages(again))).isEqualTo(all);
        assertThat(again.counts()).isEqualTo(inbox.counts());
        assertThat(again.id()).isEqualTo(inbox.id());
        assertThat(again.uidValidity()).isEqualTo(inbox.uidValidity());
        assertThat(again.firstRecentUid()).isEqualTo(2);
        assertThat(again.annotations().value("/private/comment")).isPresent();
        Changes changes = again.changesSince(before);
        assertThat(changes.complete()).isFalse();
        assertThat(changes.expunged()).containsExactly(2L);
    }

    @Test
    void showsWhatIsDelivered() throws IOException {
        inbox.append(List.of(message("ours\r\n")));
        deliver("1700000002.M5P1Q1.host", "Subject: later\n\nHello\n");
        deliver("1700000001.M5P1Q1.host", "Subject: earlier\n\nHello\n");

        assertThat(inbox.counts().messages()).isEqualTo(3);
        assertThat(messages(inbox))
                .extracting(SharedFolderTest::text)
                .containsExactly("ours\r\n", "Subject: earlier\r\n\r\nHello\r\n", "Subject: later\r\n\r\nHello\r\n");
        assertThat(messages(inbox).get(1).size()).isEqualTo("Subject: earlier\r\n\r\nHello\r\n".length());
        assertThat(inbox.counts().recent()).isEqualTo(3);
        assertThat(Files.readString(inboxDirectory.resolve("dovecot-uidlist")))
                .endsWith("2 :1700000001.M5P1Q1.host\n3 :1700000002.M5P1Q1.host\n");
    }

    @Test
    void takesFlagsFromNamesOfFiles() throws IOException {
        inbox.append(List.of(message("one\r\n", "\\Seen")));
        long before = inbox.counts().highestModSeq();
        Path file = files("cur").get(0);
        Files.move(file, file.resolveSibling(file.getFileName().toString().replace(":2,S", ":2,FR")));

        Changes changes = inbox.changesSince(before);

        assertThat(changes.updated()).extracting(Message::flags).containsExactly(Flags.of("\\Flagged", "\\Answered"));
        assertThat(changes.updated().get(0).modSeq()).isGreaterThan(before);
        assertThat(text(changes.updated().get(0))).isEqualTo("one\r\n");
    }

    @Test
    void noticesThatFilesAreGone() throws IOException {
        inbox.append(List.of(message("one\r\n"), message("two\r\n")));
        long before = inbox.counts().highestModSeq();
        Files.delete(files("new").get(0));

        assertThat(inbox.changesSince(before).expunged()).containsExactly(1L);
        assertThat(uids(inbox)).containsExactly(2L);
    }

    @Test
    void readsAMessageWhoseFileHasGotAnotherName() throws IOException {
        Message message = inbox.append(List.of(message("one\r\n"))).get(0);
        Path file = files("new").get(0);
        Files.move(file, inboxDirectory.resolve("cur").resolve(file.getFileName() + ":2,F"));

        assertThat(text(message)).isEqualTo("one\r\n");
        Files.delete(files("cur").get(0));
        assertThatThrownBy(() -> message.content().load()).isInstanceOf(MailboxException.Gone.class);
    }

    @Test
    void storesFlagsOfAFileThatHasGotAnotherName() throws IOException {
        inbox.append(List.of(message("one\r\n", "\\Seen")));
        Path file = files("cur").get(0);
        Files.move(file, file.resolveSibling(file.getFileName() + "T"));

        inbox.store(List.of(1L), FlagChange.add("\\Flagged"), ANY);

        assertThat(messages(inbox).get(0).flags()).isEqualTo(Flags.of("\\Seen", "\\Flagged", "\\Deleted"));
    }

    @Test
    void agreesWithAnotherProcess() throws IOException {
        Mailbox other = inboxOf(open());
        inbox.append(List.of(message("one\r\n"), message("two\r\n", "word")));
        other.append(List.of(message("three\r\n", "other")));
        other.store(List.of(1L, 2L), FlagChange.add("\\Flagged"), ANY);
        inbox.remove(List.of(2L));
        other.claimRecent(1);

        assertThat(seen(messages(other))).isEqualTo(seen(messages(inbox)));
        assertThat(other.counts()).isEqualTo(inbox.counts());
        assertThat(other.changesSince(4).expunged()).containsExactly(2L);
        assertThat(other.uidValidity()).isEqualTo(inbox.uidValidity());
        assertThat(other.id()).isEqualTo(inbox.id());
    }

    @Test
    void goesOnWhenTheIndexIsLost() throws IOException {
        inbox.append(List.of(message("one\r\n", "\\Seen", "word"), message("two\r\n"), message("three\r\n")));
        inbox.remove(List.of(2L));
        long before = inbox.counts().highestModSeq();
        backends.forEach(MaildirBackend::close);
        Files.delete(inboxDirectory.resolve("pymap-index"));

        Mailbox again = inboxOf(open());

        assertThat(uids(again)).containsExactly(1L, 3L);
        assertThat(messages(again).get(0).flags()).isEqualTo(Flags.of("\\Seen", "word"));
        assertThat(messages(again).get(0).internalDate().epochSecond()).isEqualTo(DATE.epochSecond());
        assertThat(messages(again))
                .extracting(Message::emailId)
                .containsExactlyElementsOf(
                        messages(inbox).stream().map(Message::emailId).toList());
        assertThat(again.uidValidity()).isEqualTo(inbox.uidValidity());
        assertThat(again.counts().uidNext()).isEqualTo(4);
        assertThat(again.counts().highestModSeq()).isGreaterThan(before);
        assertThat(again.changesSince(before).complete()).isTrue();
    }

    @Test
    void givesANewUidValidityWhenTheListIsLost() throws IOException {
        inbox.append(List.of(message("one\r\n"), message("two\r\n")));
        inbox.remove(List.of(1L));
        backends.forEach(MaildirBackend::close);
        Files.delete(inboxDirectory.resolve("dovecot-uidlist"));

        Mailbox again = inboxOf(open());

        assertThat(again.uidValidity()).isGreaterThan(inbox.uidValidity());
        assertThat(messages(again)).extracting(SharedFolderTest::text).containsExactly("two\r\n");
    }

    @Test
    void writesTheListAgainThatIsRemovedUnderIt() throws IOException {
        inbox.append(List.of(message("one\r\n")));
        Files.delete(inboxDirectory.resolve("dovecot-uidlist"));
        inbox.append(List.of(message("two\r\n")));

        Mailbox again = reopened();

        assertThat(uids(again)).containsExactly(1L, 2L);
        assertThat(again.uidValidity()).isEqualTo(inbox.uidValidity());
    }

    @Test
    void keepsKeywordsThatHaveNoLetter() throws IOException {
        String[] keywords = IntStream.range(0, 30).mapToObj(i -> "k" + i).toArray(String[]::new);
        inbox.append(List.of(message("one\r\n", keywords)));
        inbox.store(List.of(1L), FlagChange.remove("k1", "k28"), ANY);

        Flags expected = Flags.of(keywords).minus(Flags.of("k1", "k28"));
        assertThat(messages(reopened()).get(0).flags()).isEqualTo(expected);
        assertThat(Files.readAllLines(inboxDirectory.resolve("dovecot-keywords")))
                .hasSize(26)
                .startsWith("0 k0");
    }

    @Test
    void givesTheKeywordsAnotherTimeAtEachChange() throws IOException {
        Path keywords = inboxDirectory.resolve("dovecot-keywords");
        List<Long> times = new ArrayList<>();
        for (String keyword : List.of("one", "two", "three")) {
            inbox.append(List.of(message("text\r\n", keyword)));
            times.add(Files.getLastModifiedTime(keywords).to(TimeUnit.SECONDS)); // as precisely as Dovecot looks
        }

        assertThat(times).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void goesOnBehindAUidThatOnlyTheListKnows() throws IOException {
        inbox.append(List.of(message("one\r\n")));
        Path list = inboxDirectory.resolve("dovecot-uidlist");
        Files.writeString(
                list, Files.readString(list) + "7 :1700000001.M1P1Q1.host\n"); // N stays behind, as Dovecot does
        deliver("1700000001.M1P1Q1.host", "theirs\n");

        inbox.append(List.of(message("two\r\n")));

        assertThat(messages(inbox)).extracting(Message::uid).containsExactly(1L, 7L, 8L);
        assertThat(messages(inbox).get(1)).extracting(SharedFolderTest::text).isEqualTo("theirs\r\n");
    }

    @Test
    void goesOnBehindAUidThatOnlyTheListKnowsWhereNothingElseTells() throws IOException {
        inbox.append(List.of(message("one\r\n")));
        Path arrivals = inboxDirectory.resolve("new");
        FileTime unchanged = Files.getLastModifiedTime(arrivals);
        Path list = inboxDirectory.resolve("dovecot-uidlist");
        deliver("1700000001.M1P1Q1.host", "theirs\n");
        Files.writeString(list, Files.readString(list) + "2 :1700000001.M1P1Q1.host\n");
        Files.setLastModifiedTime(
                arrivals, unchanged); // as if it had come while the message before was given its place

        inbox.append(List.of(message("two\r\n")));

        assertThat(messages(inbox)).extracting(Message::uid).containsExactly(1L, 2L, 3L);
        assertThat(messages(inbox).get(1)).extracting(SharedFolderTest::text).isEqualTo("theirs\r\n");
    }

    @Test
    void readsAListAgainThatIsAnotherOneWithTheSameNumber() throws IOException {
        inbox.append(List.of(message("one\r\n"), message("two\r\n")));
        Path list = inboxDirectory.resolve("dovecot-uidlist");
        List<String> lines = Files.readAllLines(list);
        Files.delete(files("new").get(0));
        deliver("1700000009.M1P1Q1.host", "three\n");
        deliver("1700000003.M1P1Q1.host", "four\n");
        // As if Dovecot had put another file in its place that got the number of the one before.
        Files.write(
                list, List.of(lines.get(0), lines.get(2), "3 :1700000009.M1P1Q1.host", "4 :1700000003.M1P1Q1.host"));

        assertThat(uids(inbox)).containsExactly(2L, 3L, 4L);
        assertThat(messages(inbox))
                .extracting(SharedFolderTest::text)
                .containsExactly("two\r\n", "three\r\n", "four\r\n");
    }

    @Test
    void givesAMessageANewUidThatComesBack() throws IOException {
        inbox.append(List.of(message("one\r\n"), message("two\r\n")));
        Path file = files("new").get(0);
        Path away = Files.move(file, directory.resolve("away"));
        assertThat(uids(inbox)).containsExactly(2L);

        Files.move(away, file);

        assertThat(uids(inbox)).containsExactly(2L, 3L);
        assertThat(uids(reopened())).containsExactly(2L, 3L);
    }

    /** As Dovecot moves messages: a further name for the same file, and the first one goes. */
    @Test
    void removesAMessageForGoodThatHasComeBack() throws IOException {
        inbox.append(List.of(message("one\r\n")));
        Path file = files("new").get(0);
        Path away = Files.createLink(directory.resolve("away"), file);
        inbox.remove(List.of(1L));
        Files.move(away, file);
        assertThat(uids(inbox)).containsExactly(2L);

        inbox.remove(List.of(2L));

        assertThat(files("new")).isEmpty();
        assertThat(files("cur")).isEmpty();
        assertThat(uids(reopened())).isEmpty();
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret\n");
        Files.createSymbolicLink(inboxDirectory.resolve("new").resolve("1.M1P1Q1.host"), secret);

        assertThat(inbox.counts().messages()).isZero();
    }

    @Test
    void undoesWhatAnotherProcessLeftHalfDone() throws IOException {
        inbox.append(List.of(message("one\r\n")));
        backends.forEach(MaildirBackend::close);
        Path came = inboxDirectory.resolve("new").resolve("1700000001.M1P1Q1.host");
        Files.writeString(came, "half\n");
        Files.writeString(
                inboxDirectory.resolve("pymap-journal"), "1700000001.M1P1Q1.host\n1700000001.M1P1Q2.host\n\n");

        Mailbox again = inboxOf(open());

        assertThat(messages(again)).extracting(SharedFolderTest::text).containsExactly("one\r\n");
        assertThat(came).doesNotExist();
        assertThat(inboxDirectory.resolve("pymap-journal")).doesNotExist();
    }

    @Test
    void undoesWhatAnotherProcessLeavesHalfDoneMeanwhile() throws IOException {
        inbox.append(List.of(message("one\r\n")));
        Path came = inboxDirectory.resolve("new").resolve("1700000001.M1P1Q1.host");
        Files.writeString(
                inboxDirectory.resolve("pymap-journal"), "1700000001.M1P1Q1.host\n1700000001.M1P1Q2.host\n\n");
        Files.writeString(came, "half\n");

        inbox.append(List.of(message("two\r\n"), message("three\r\n")));

        assertThat(messages(inbox))
                .extracting(SharedFolderTest::text)
                .containsExactly("one\r\n", "two\r\n", "three\r\n");
        assertThat(came).doesNotExist();
        assertThat(inboxDirectory.resolve("pymap-journal")).doesNotExist();
    }

    @Test
    void endsAMoveThatAnotherProcessLeftHalfDone() throws IOException {
        MaildirBackend backend = open();
        Mailbox other = backend.account("anna").create(new MailboxName("Other"));
        Mailbox source = inboxOf(backend);
        source.append(List.of(message("moved\r\n")));
        Path file = files("new").get(0);
        source.copy(List.of(1L), other);
        Path otherDirectory = inboxDirectory.resolve(".Other");
        List<String> list = Files.readAllLines(otherDirectory.resolve("dovecot-uidlist"));
        String base = list.get(1).substring(list.get(1).indexOf(':') + 1);
        backends.forEach(MaildirBackend::close);
        Files.writeString(
                otherDirectory.resolve("pymap-journal"),
                base + "\t" + inboxDirectory + "\t" + file.getFileName() + "\n\n");

        MaildirBackend again = open();

        assertThat(messages(again.account("anna").find(new MailboxName("Other")).orElseThrow()))
                .hasSize(1);
        assertThat(messages(inboxOf(again))).isEmpty();
    }

    @Test
    void keepsNotesForTheNextProcess() throws IOException {
        Message message = inbox.append(List.of(message("one\r\n"))).get(0);
        Content.Stored stored = (Content.Stored) message.content();
        stored.notes().keep("x", new byte[] {1, 2, 3});
        stored.notes().keep("y", new byte[0]);
        stored.notes().keep("x", new byte[] {4});
        assertThat(stored.notes().find("x")).contains(new byte[] {4});

        Content.Stored again = (Content.Stored) messages(reopened()).get(0).content();

        assertThat(again.notes().find("x")).contains(new byte[] {4});
        assertThat(again.notes().find("y")).contains(new byte[0]);
        assertThat(again.notes().find("z")).isEmpty();
    }

    @Test
    void sweepsWhatWasLeftInTmp() throws IOException {
        backends.forEach(MaildirBackend::close);
        Path old = Files.writeString(inboxDirectory.resolve("tmp").resolve("old"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(200_000)));
        Path young = Files.writeString(inboxDirectory.resolve("tmp").resolve("young"), "x");

        uids(inboxOf(open()));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void survivesACompactionByAnotherProcess() throws IOException {
        Mailbox other = inboxOf(open());
        inbox.append(IntStream.range(0, 10).mapToObj(i -> message(i + "\r\n")).toList());
        messages(other);
        for (int i = 0; i < 1500; i++) {
            inbox.store(List.of(1L), i % 2 == 0 ? FlagChange.add("\\Seen") : FlagChange.remove("\\Seen"), ANY);
        }
        inbox.remove(List.of(3L));
        inbox.store(List.of(4L), FlagChange.add("\\Flagged"), ANY);

        assertThat(seen(messages(other))).isEqualTo(seen(messages(inbox)));
        assertThat(seen(messages(reopened()))).isEqualTo(seen(messages(inbox)));
        assertThat(Files.size(inboxDirectory.resolve("pymap-index"))).isLessThan(100_000);
    }
}
