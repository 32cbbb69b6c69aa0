package io.pymap.backend.maildir;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.index.MailboxIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what others have done to the files of a folder, and does it in memory. For those who hold its locks. */
final class Scan {

    private static final Logger LOG = LoggerFactory.getLogger(Scan.class);

    private final Folder folder;
    private final Path directory;
    private final MailboxIndex index;
    private final Keywords letters;
    private final List<Message> known;
    private final Listing listing;
    private final Map<String, Listing.Place> unknown;
    private final Map<Long, Listing.Place> added = new HashMap<>();
    private final Map<MaildirContent, Listing.Place> moved = new HashMap<>(); // believed once it is written down
    private final List<IndexEntry> entries = new ArrayList<>();
    private long modSeq;
    private long firstRecentUid;

    /** Reads the directories. */
    Scan(Folder folder) throws IOException {
        this.folder = folder;
        this.directory = folder.directory();
        this.index = folder.index();
        this.letters = folder.keywords().read(directory);
        this.modSeq = index.counts().highestModSeq();
        this.firstRecentUid = index.firstRecentUid();
        this.known = index.changesSince(0).updated();
        List<String> expected = new ArrayList<>();
        known.forEach(message -> expected.add(Folder.contentOf(message).file().base()));
        // Files that Dovecot has given UIDs: one that is overlooked now would come too late for its own.
        expected.addAll(folder.list().basesFrom(index.counts().uidNext()));
        this.listing = Listing.read(
                directory, folder.surroundings(), found -> !found.keySet().containsAll(expected));
        this.unknown = new HashMap<>(listing.files());
    }

    void run() throws IOException {
        for (String base : listing.doubled()) {
            removeOldName(base);
        }
        if (!listing.doubled().isEmpty()) { // else an old name may come back when the new one has gone
            folder.force(Set.of(Listing.Directory.NEW));
        }
        for (Message message : known) {
            compare(message);
        }
        addUnknown();
        if (firstRecentUid != index.firstRecentUid()) {
            entries.add(new IndexEntry.Claimed(firstRecentUid));
        }
        if (!entries.isEmpty()) {
            folder.log().record(directory, entries, false);
        }
        moved.forEach(MaildirContent::movedTo);
        added.forEach((uid, place) -> index.find(List.of(uid))
                .forEach(message -> Folder.contentOf(message).movedTo(place)));
    }

    Listing.Times times() {
        return listing.times();
    }

    /** Whether something may have changed after it was looked at, without a trace in the times. */
    boolean mayHaveMissed() {
        return !listing.certain();
    }

    boolean foundChanges() {
        return !entries.isEmpty();
    }

    /** A machine that stopped may have kept the new name of a file that was claimed, and not lost the old one. */
    private void removeOldName(String base) throws IOException {
        Path inNew = folder.path(base, Listing.Place.NEW);
        Listing.Place inCur = listing.files().getOrDefault(base, Listing.Place.UNKNOWN);
        try {
            if (Files.isSameFile(inNew, folder.path(base, inCur))) {
                Files.deleteIfExists(inNew);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} has been claimed meanwhile", base);
        }
    }

    private void compare(Message message) throws IOException {
        MaildirContent content = Folder.contentOf(message);
        String base = content.file().base();
        Listing.Place place = unknown.remove(base);
        OptionalLong listed = folder.list().uidOf(base);
        boolean renumbered = place != null && listed.isPresent() && listed.getAsLong() > message.uid();
        if (place == null || renumbered) {
            entries.add(new IndexEntry.Expunged(message.uid(), ++modSeq));
            if (renumbered) {
                unknown.put(base, place);
            }
            return;
        }
        if (content.place().isNew() && !place.isNew()) { // somebody else has claimed it
            firstRecentUid = Math.max(firstRecentUid, message.uid() + 1);
        }
        if (place.equals(content.place())) {
            return;
        }
        moved.put(content, place);
        Flags flags =
                FlagLetters.flags(place.info(), letters).plus(FlagLetters.withoutLetter(message.flags(), letters));
        if (!flags.equals(message.flags())) {
            entries.add(new IndexEntry.Flagged(message.uid(), ++modSeq, flags));
        }
    }

    /** Those that have a UID already in its order, then the others in the order in which they came. */
    private void addUnknown() throws IOException {
        if (unknown.isEmpty()) {
            return;
        }
        long uidNext = index.counts().uidNext();
        List<String> listed = new ArrayList<>();
        List<String> unlisted = new ArrayList<>();
        List<String> stale = new ArrayList<>();
        for (String base : unknown.keySet()) {
            OptionalLong uid = folder.list().uidOf(base);
            if (uid.isEmpty()) {
                unlisted.add(base);
            } else if (uid.getAsLong() >= uidNext) {
                listed.add(base);
            } else {
                stale.add(base); // was told as gone, and is here again
            }
        }
        listed.sort(Comparator.comparingLong(base -> folder.list().uidOf(base).orElseThrow()));
        Progress progress = new Progress(directory, unknown.size());
        for (String base : listed) {
            add(folder.list().uidOf(base).orElseThrow(), base);
            progress.step();
        }
        List<Arrivals.Arrival> found = new ArrayList<>();
        for (String base : unlisted) {
            examine(base).ifPresent(found::add);
            progress.step();
        }
        found.sort(Arrivals.BY_TIME);
        number(found, false);
        List<Arrivals.Arrival> back = new ArrayList<>();
        for (String base : stale) {
            examine(base).ifPresent(back::add);
        }
        back.sort(Arrivals.BY_TIME);
        number(back, true);
    }

    private void number(List<Arrivals.Arrival> found, boolean anew) throws IOException {
        if (found.isEmpty()) {
            return;
        }
        List<String> bases =
                found.stream().map(arrival -> arrival.file().base()).toList();
        folder.keepLock();
        List<Long> uids =
                anew ? folder.list().renumber(directory, bases) : folder.list().append(directory, bases);
        for (int i = 0; i < uids.size(); i++) {
            add(uids.get(i), found.get(i));
        }
    }

    private void add(long uid, String base) throws IOException {
        Optional<Arrivals.Arrival> arrival = examine(base);
        if (arrival.isPresent()) {
            add(uid, arrival.get());
        }
    }

    private void add(long uid, Arrivals.Arrival arrival) throws IOException {
        if (!arrival.place().isNew()) {
            firstRecentUid = Math.max(firstRecentUid, uid + 1);
        }
        added.put(uid, arrival.place());
        entries.add(new IndexEntry.Added(
                uid,
                ++modSeq,
                FlagLetters.flags(arrival.place().info(), letters),
                arrival.internalDate(),
                folder.surroundings().ids().clock().instant().getEpochSecond(),
                arrival.threadId(),
                arrival.file()));
    }

    /** Empty where the file has gone meanwhile. */
    private Optional<Arrivals.Arrival> examine(String base) throws IOException {
        Listing.Place place = unknown.getOrDefault(base, Listing.Place.UNKNOWN);
        folder.keepLock();
        try {
            return folder.arrivals().examine(directory, base, place);
        } catch (NoSuchFileException e) { // has got flags meanwhile
            Optional<Listing.Place> now = folder.locate(base);
            return now.isEmpty() ? Optional.empty() : folder.arrivals().examine(directory, base, now.get());
        }
    }
}
