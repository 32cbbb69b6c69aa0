package io.pymap.backend.maildir;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages into a folder. Their files are written to {@code tmp} by many threads at once; then one thread gives all
 * that wait their place, so that they share what is slow: the lock, and forcing the directory and the list of UIDs.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Folder folder;
    private final Queue<Batch> waiting = new ConcurrentLinkedQueue<>();

    /** Messages that come together or not at all. Its fields belong to who holds the lock of the folder. */
    private static final class Batch {
        private final List<Incoming> incoming;
        private List<Message> messages = List.of();
        private @Nullable MailboxException failure; // null unless it has failed
        private boolean done;

        Batch(List<Incoming> incoming) {
            this.incoming = incoming;
        }
    }

    Intake(Folder folder) {
        this.folder = folder;
    }

    /** Writes the files, which are on the disk when this returns. */
    List<Incoming> write(List<NewMessage> messages) {
        List<Incoming> written = new ArrayList<>(messages.size());
        boolean complete = false;
        try {
            for (NewMessage message : messages) {
                written.add(write(message));
            }
            complete = true;
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            if (!complete) {
                discard(written);
            }
        }
        return written;
    }

    private Incoming write(NewMessage message) throws IOException {
        byte[] octets = message.content().load().compact().array();
        byte[] told = LineEnds.toCrLf(octets);
        String name = folder.surroundings().names().next();
        Path file = tmp(name);
        FileTime date =
                FileTime.from(Instant.ofEpochSecond(message.internalDate().epochSecond()));
        folder.surroundings().disk().write(file, octets, Optional.of(date));
        boolean complete = false;
        try {
            String base = UniqueNames.sized(name, octets.length, told.length);
            Incoming incoming = new Incoming(
                    file,
                    folder.arrivals().details(base, octets.length, told),
                    message.flags(),
                    message.internalDate(),
                    folder.arrivals().threadOf(told));
            complete = true;
            return incoming;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Messages and further names of their files, in the same order. */
    record Linked(List<Message> originals, List<Incoming> incoming) {}

    /** Gives the files of messages further names in {@code tmp} of this folder. Those that are gone are left out. */
    Linked link(List<Message> messages) {
        Linked linked = new Linked(new ArrayList<>(), new ArrayList<>());
        boolean complete = false;
        try {
            for (Message message : messages) {
                Optional<Incoming> incoming = link(message);
                if (incoming.isPresent()) {
                    linked.originals().add(message);
                    linked.incoming().add(incoming.get());
                }
            }
            complete = true;
        } catch (IOException e) {
            throw DiskFailure.of(e);
        } finally {
            if (!complete) {
                discard(linked.incoming());
            }
        }
        return linked;
    }

    private Optional<Incoming> link(Message message) throws IOException {
        folder.keepLock();
        MaildirContent content = Folder.contentOf(message);
        String name = folder.surroundings().names().next();
        Path file = tmp(name);
        try {
            content.linkTo(file);
        } catch (MailboxException.Gone e) {
            return Optional.empty();
        }
        FileDetails details = content.file();
        String base = UniqueNames.sized(name, details.physicalSize(), details.size());
        return Optional.of(new Incoming(
                file,
                new FileDetails(base, details.physicalSize(), details.size(), details.emailId()),
                message.flags(),
                message.internalDate(),
                message.threadId()));
    }

    private Path tmp(String name) throws IOException {
        return Listing.Directory.TMP.requiredIn(folder.directory()).resolve(name);
    }

    static void discard(List<Incoming> incoming) {
        for (Incoming one : incoming) {
            try {
                Files.deleteIfExists(one.file());
            } catch (IOException e) { // it is swept away later, as what others leave in tmp
                LOG.debug("{}: {}", one.file(), e.toString());
            }
        }
    }

    /** Gives the files their place, together with those of others that wait. All of them, or none and an exception. */
    List<Message> admit(List<Incoming> incoming) {
        if (incoming.isEmpty()) {
            return List.of();
        }
        Batch batch = new Batch(incoming);
        waiting.add(batch);
        try {
            folder.performUnless(() -> batch.done, this::admitWaiting);
        } catch (MailboxException e) {
            if (waiting.remove(batch)) {
                discard(incoming);
                throw e;
            }
            folder.awaitOthers(); // somebody else has taken it along
        }
        if (batch.failure != null) {
            throw batch.failure;
        }
        return batch.messages;
    }

    private void admitWaiting() throws IOException {
        List<Batch> batches = new ArrayList<>();
        for (Batch batch = waiting.poll(); batch != null; batch = waiting.poll()) {
            if (isWelcome(batch)) {
                batches.add(batch);
            }
        }
        List<Incoming> all = new ArrayList<>();
        boolean together = false;
        for (Batch batch : batches) {
            all.addAll(batch.incoming);
            together |= batch.incoming.size() > 1;
        }
        try {
            Queue<Message> messages = new ArrayDeque<>(place(all, together ? lines(all) : List.of(), List.of()));
            for (Batch batch : batches) {
                List<Message> own = new ArrayList<>();
                batch.incoming.forEach(one -> own.add(messages.remove()));
                batch.messages = List.copyOf(own);
                batch.done = true;
            }
        } catch (MailboxException e) {
            batches.forEach(batch -> fail(batch, e));
        } catch (IOException e) {
            folder.leaveHalfDone(); // the files may not have been removed
            MailboxException failure = DiskFailure.of(e);
            batches.forEach(batch -> fail(batch, failure));
        }
    }

    private boolean isWelcome(Batch batch) {
        try {
            folder.index().requireRoomFor(flags(batch.incoming));
            return true;
        } catch (MailboxException e) {
            fail(batch, e);
            return false;
        }
    }

    private static void fail(Batch batch, MailboxException failure) {
        discard(batch.incoming);
        batch.failure = failure;
        batch.done = true;
    }

    private static Flags flags(List<Incoming> incoming) {
        Flags flags = Flags.NONE;
        for (Incoming one : incoming) {
            flags = flags.plus(one.flags());
        }
        return flags;
    }

    private static List<Journal.Line> lines(List<Incoming> incoming) {
        return incoming.stream()
                .map(one -> new Journal.Line(one.details().base(), Optional.empty(), ""))
                .toList();
    }

    /**
     * Gives files their place, UIDs and mod-sequences: all of them, or none and an exception. For those who hold the locks.
     *
     * @param journal what to remember until that is done; nothing where a half could not be told from the whole. Where other
     *     messages go for these, the caller ends it when they are gone.
     * @param ahead what the index is to tell before these
     */
    List<Message> place(List<Incoming> incoming, List<Journal.Line> journal, List<IndexEntry> ahead)
            throws IOException {
        if (incoming.isEmpty()) {
            return List.of();
        }
        Path directory = folder.directory();
        Keywords letters = folder.keywords().with(directory, flags(incoming));
        if (!journal.isEmpty()) {
            Journal.begin(directory, folder.surroundings(), journal);
        }
        List<Path> placed = new ArrayList<>();
        List<Listing.Place> places = new ArrayList<>();
        boolean complete = false;
        List<Long> uids;
        try {
            for (Incoming one : incoming) {
                folder.keepLock();
                Listing.Place place = placeOf(one, letters);
                Path file = folder.path(one.details().base(), place);
                Files.move(one.file(), file, StandardCopyOption.ATOMIC_MOVE);
                placed.add(file);
                places.add(place);
            }
            Set<Listing.Directory> touched = directories(places);
            List<String> bases =
                    incoming.stream().map(one -> one.details().base()).toList();
            folder.keepLock();
            if (journal.isEmpty()) { // a UID without a file harms nobody
                uids = folder.list().append(directory, bases, () -> folder.force(touched));
            } else { // UIDs tell that all have come, for good
                folder.force(touched);
                uids = folder.list().append(directory, bases);
            }
            complete = true;
        } finally {
            if (!complete) {
                undo(placed, places);
            }
        }
        List<Message> messages = record(incoming, uids, letters, ahead);
        for (int i = 0; i < places.size(); i++) {
            Folder.contentOf(messages.get(i)).movedTo(places.get(i));
        }
        if (!journal.isEmpty() && journal.stream().noneMatch(line -> line.from().isPresent())) {
            Journal.end(directory);
        }
        return messages;
    }

    private static Listing.Place placeOf(Incoming incoming, Keywords letters) {
        return incoming.flags().isEmpty()
                ? Listing.Place.NEW
                : Listing.Place.cur(FlagLetters.info(incoming.flags(), letters, ""));
    }

    private void undo(List<Path> placed, List<Listing.Place> places) throws IOException {
        for (Path file : placed) {
            Files.deleteIfExists(file);
        }
        folder.force(directories(places)); // before nothing tells of it any more
        Journal.end(folder.directory());
    }

    private static Set<Listing.Directory> directories(List<Listing.Place> places) {
        return places.stream()
                .map(Listing.Place::directory)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Listing.Directory.class)));
    }

    private List<Message> record(List<Incoming> incoming, List<Long> uids, Keywords letters, List<IndexEntry> ahead) {
        List<IndexEntry> entries = new ArrayList<>(ahead);
        long modSeq = folder.log().highestModSeq() + ahead.size();
        long now = folder.surroundings().ids().clock().instant().getEpochSecond();
        boolean ownOnly = false;
        for (int i = 0; i < incoming.size(); i++) {
            Incoming one = incoming.get(i);
            ownOnly |= !FlagLetters.withoutLetter(one.flags(), letters).isEmpty();
            entries.add(new IndexEntry.Added(
                    uids.get(i), ++modSeq, one.flags(), one.internalDate(), now, one.threadId(), one.details()));
        }
        folder.log().record(folder.directory(), entries, ownOnly);
        return folder.index().find(uids);
    }
}
