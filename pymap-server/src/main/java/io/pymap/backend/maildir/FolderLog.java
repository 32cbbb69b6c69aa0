package io.pymap.backend.maildir;

import io.pymap.backend.maildir.IndexEntry.Added;
import io.pymap.backend.maildir.IndexEntry.Annotated;
import io.pymap.backend.maildir.IndexEntry.Claimed;
import io.pymap.backend.maildir.IndexEntry.Expunged;
import io.pymap.backend.maildir.IndexEntry.Flagged;
import io.pymap.backend.maildir.IndexEntry.Granted;
import io.pymap.backend.maildir.IndexEntry.Reserved;
import io.pymap.backend.maildir.IndexEntry.Start;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.index.LogEntry;
import io.pymap.mailbox.index.MailboxIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code pymap-index} says of a folder, in memory: messages with their mod-sequences, annotations, rights. All methods
 * but the accessors are for those who hold the folder's lock.
 */
final class FolderLog {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLog.class);

    /** Mod-sequences that may be told before the next of them are reserved. */
    private static final long RESERVE = 1_000;

    /** Tombstones that outlive a compaction. */
    private static final int TOMBSTONES = 10_000;

    /** Entries that say nothing any more and are borne, besides one for each message. */
    private static final int GARBAGE = 1_000;

    private final String boot;
    private final IndexFile file;
    private final MailboxIndex index;
    private final InstantSource clock;
    private final BiFunction<Long, FileDetails, MaildirContent> contents;
    private final TreeMap<Long, Long> tombstones = new TreeMap<>(); // UIDs by mod-sequence, the last ones
    private long forgottenTo;
    private Reserved reserved = new Reserved(0, "");
    private boolean isBehind; // what is in memory could not be written
    private volatile Annotations annotations = Annotations.NONE;
    private volatile Acl acl;

    /** @param contents makes the content of a message from its UID and file */
    FolderLog(
            Surroundings surroundings,
            long uidValidity,
            String owner,
            BiFunction<Long, FileDetails, MaildirContent> contents) {
        this.boot = surroundings.boot();
        this.file = new IndexFile(surroundings.disk());
        this.index = new MailboxIndex(uidValidity, 1, surroundings.ids().clock());
        this.clock = surroundings.ids().clock();
        this.contents = contents;
        this.acl = Acl.ownedBy(owner);
    }

    MailboxIndex index() {
        return index;
    }

    Annotations annotations() {
        return annotations;
    }

    Acl acl() {
        return acl;
    }

    long highestModSeq() {
        return index.counts().highestModSeq();
    }

    /**
     * Reads what other processes have written.
     *
     * @param ifLost the lowest mod-sequence to go on with where the file is gone and so is what was told of it
     */
    void catchUp(Path directory, long ifLost) throws IOException {
        IndexFile.News news = file.read(directory);
        if (!news.anew()) {
            apply(news.entries());
            if (news.behind() && !isBehind) {
                skipTo(directory, clock.millis());
            }
            return;
        }
        boolean ours = !news.entries().isEmpty()
                && news.entries().get(0) instanceof Start start
                && start.uidValidity() == index.uidValidity();
        if (ours) {
            apply(news.entries());
            dropMissing(news.entries());
            if (news.behind()) {
                skipTo(directory, clock.millis());
            } else if (!reserved.boot().equals(boot)) {
                skipTo(directory, 0); // what was told before the machine stopped may be lost from the file
            }
            return;
        }
        if (highestModSeq() < ifLost) {
            index.follow(List.of(new LogEntry.Touched(ifLost)));
            forgottenTo = ifLost;
            index.forgetUpTo(ifLost);
        }
        compactIfPossible(directory);
    }

    /** What is not written about after a compaction by another process is gone. */
    private void dropMissing(List<IndexEntry> entries) {
        Set<Long> told = new HashSet<>();
        for (IndexEntry entry : entries) {
            if (entry instanceof Added added) {
                told.add(added.uid());
            }
        }
        List<LogEntry> missing = new ArrayList<>();
        long modSeq = highestModSeq();
        for (Message message : index.changesSince(0).updated()) {
            if (!told.contains(message.uid())) {
                missing.add(new LogEntry.Expunged(message.uid(), ++modSeq));
                bury(message.uid(), modSeq);
            }
        }
        if (!missing.isEmpty()) {
            index.follow(missing);
            isBehind = true;
        }
    }

    /**
     * Goes on at this mod-sequence, if not at a higher one: none that may have been told comes again for something else. Of
     * what has happened to messages meanwhile, also to those that are lost, nobody can tell.
     */
    private void skipTo(Path directory, long modSeq) {
        long told = Math.max(modSeq, reserved.upTo());
        index.follow(List.of(new LogEntry.Touched(told)));
        forgottenTo = Math.max(forgottenTo, told);
        index.forgetUpTo(told);
        compactIfPossible(directory); // the next process is to go on from there as well
    }

    /**
     * Writes down what has been done to the files, and does it in memory.
     *
     * @param forced whether it is to be on the disk when this returns
     */
    void record(Path directory, List<IndexEntry> entries, boolean forced) {
        long highest = entries.stream().mapToLong(IndexEntry::modSeq).max().orElse(0);
        List<IndexEntry> written = new ArrayList<>();
        if (highest > reserved.upTo()) {
            written.add(new Reserved(highest + RESERVE, boot));
        }
        written.addAll(entries);
        try {
            if (!isBehind) {
                file.append(directory, written, forced || written.size() > entries.size());
            }
        } catch (IOException e) {
            // The files tell the most of it: mail is not refused for that.
            fallBehind(directory, e);
        }
        apply(written);
    }

    /** Puts another file in place, with UIDs from 1 on. This object does not know of it. */
    void writeRenumbered(Path directory, Disk disk, long uidValidity) throws IOException {
        List<IndexEntry> all = new ArrayList<>();
        List<Message> messages = index.changesSince(0).updated();
        all.add(new Start(uidValidity, messages.size() + 1, messages.size() + 1, 0));
        long uid = 1;
        for (Message message : messages) {
            all.add(added(message, uid, uid + 1)); // an empty mailbox has the mod-sequence 1
            uid++;
        }
        all.add(new Annotated(0, annotations));
        all.add(new Granted(acl));
        new IndexFile(disk).replace(directory, all);
    }

    /** Puts another file in place, of a folder that has nothing. This object does not know of it. */
    static void writeEmpty(Path directory, Disk disk, long uidValidity, String owner) throws IOException {
        new IndexFile(disk)
                .replace(directory, List.of(new Start(uidValidity, 1, 1, 0), new Granted(Acl.ownedBy(owner))));
    }

    /** Writes down what nothing else tells, and does it in memory; neither of both where it cannot be written. */
    void recordAlone(Path directory, IndexEntry entry) throws IOException {
        if (isBehind) {
            compact(directory);
        }
        List<IndexEntry> written = new ArrayList<>();
        if (entry.modSeq() > reserved.upTo()) {
            written.add(new Reserved(entry.modSeq() + RESERVE, boot));
        }
        written.add(entry);
        file.append(directory, written, true);
        apply(written);
    }

    private void fallBehind(Path directory, IOException reason) {
        LOG.warn("{}/{} cannot be written: {}", directory, IndexFile.NAME, reason.toString());
        isBehind = true;
        try {
            file.fallBehind(directory);
        } catch (IOException e) {
            LOG.debug("{}/{}: {}", directory, IndexFile.NAME, e.toString());
        }
    }

    /** Writes the file anew if there is much in it that says nothing any more. */
    void compactIfWorthIt(Path directory) {
        if (isBehind || file.entries() > 2 * index.counts().messages() + tombstones.size() + GARBAGE) {
            compactIfPossible(directory);
        }
    }

    private void compactIfPossible(Path directory) {
        try {
            compact(directory);
        } catch (IOException e) {
            fallBehind(directory, e);
        }
    }

    private void compact(Path directory) throws IOException {
        Reserved next = new Reserved(highestModSeq() + RESERVE, boot);
        List<IndexEntry> all = new ArrayList<>();
        all.add(new Start(index.uidValidity(), index.counts().uidNext(), highestModSeq(), forgottenTo));
        all.add(next);
        for (Message message : index.changesSince(0).updated()) {
            all.add(added(message, message.uid(), message.modSeq()));
        }
        tombstones.forEach((modSeq, uid) -> all.add(new Expunged(uid, modSeq)));
        all.add(new Claimed(index.firstRecentUid()));
        all.add(new Annotated(0, annotations));
        all.add(new Granted(acl));
        file.replace(directory, all);
        reserved = next;
        isBehind = false;
    }

    private static Added added(Message message, long uid, long modSeq) {
        FileDetails details = Folder.contentOf(message).file();
        return new Added(
                uid,
                modSeq,
                message.flags(),
                message.internalDate(),
                message.saveDate().getEpochSecond(),
                message.threadId(),
                details);
    }

    private void bury(long uid, long modSeq) {
        tombstones.put(modSeq, uid);
        while (tombstones.size() > TOMBSTONES) {
            forgottenTo = tombstones.pollFirstEntry().getKey();
        }
    }

    private void apply(List<IndexEntry> entries) {
        Gathering gathered = new Gathering();
        entries.forEach(entry -> entry.accept(gathered));
        gathered.apply();
    }

    /** What entries of the file mean for the index in memory. */
    private final class Gathering implements IndexEntry.Visitor {

        private final List<LogEntry> changes = new ArrayList<>();
        private long uidNext = 1;
        private long firstRecentUid;

        void apply() {
            index.follow(changes);
            index.skipTo(uidNext);
            index.claimRecent(firstRecentUid - 1);
        }

        @Override
        public void visit(Start start) {
            uidNext = start.uidNext();
            changes.add(new LogEntry.Touched(start.highestModSeq()));
            forgottenTo = Math.max(forgottenTo, start.forgottenTo());
            index.forgetUpTo(start.forgottenTo());
        }

        @Override
        public void visit(Added added) {
            changes.add(new LogEntry.Added(new Message(
                    added.uid(),
                    added.modSeq(),
                    added.flags(),
                    added.internalDate(),
                    Instant.ofEpochSecond(added.saveDate()),
                    added.file().emailId(),
                    added.threadId(),
                    contentOf(added))));
        }

        /** A message that is there has its content already: its entry may stand in a file that was written anew. */
        private MaildirContent contentOf(Added added) {
            return index.find(List.of(added.uid())).stream()
                    .findFirst()
                    .map(Folder::contentOf)
                    .orElseGet(() -> contents.apply(added.uid(), added.file()));
        }

        @Override
        public void visit(Flagged flagged) {
            changes.add(new LogEntry.Flagged(flagged.uid(), flagged.modSeq(), flagged.flags()));
        }

        @Override
        public void visit(Expunged gone) {
            changes.add(new LogEntry.Expunged(gone.uid(), gone.modSeq()));
            bury(gone.uid(), gone.modSeq());
        }

        @Override
        public void visit(Claimed claimed) {
            firstRecentUid = claimed.firstRecentUid();
        }

        @Override
        public void visit(Annotated annotated) {
            annotations = annotated.annotations();
            changes.add(new LogEntry.Touched(annotated.modSeq()));
        }

        @Override
        public void visit(Granted granted) {
            acl = granted.acl();
        }

        @Override
        public void visit(Reserved next) {
            reserved = next;
        }
    }
}
