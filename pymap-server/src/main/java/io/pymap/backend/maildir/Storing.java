package io.pymap.backend.maildir;

import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.StoreResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One change of flags, which are in the names of files. For those who hold the locks of the folder. */
final class Storing {

    /** How often files may have got other names at the very moment when they were to get ours. */
    private static final int ATTEMPTS = 10;

    private final Folder folder;
    private final Path directory;
    private final FlagChange change;
    private final long unchangedSince;
    private final TreeMap<Long, Message> stored = new TreeMap<>();
    private final List<Long> modified = new ArrayList<>();
    private Keywords letters = Keywords.NONE;

    Storing(Folder folder, FlagChange change, long unchangedSince) {
        this.folder = folder;
        this.directory = folder.directory();
        this.change = change;
        this.unchangedSince = unchangedSince;
    }

    StoreResult run(Collection<Long> uids) throws IOException {
        if (change.mode() != FlagChange.Mode.REMOVE
                && !folder.index().find(uids).isEmpty()) {
            folder.index().requireRoomFor(change.flags());
            letters = folder.keywords().with(directory, change.flags());
        } else {
            letters = folder.keywords().read(directory);
        }
        Set<Long> left = new TreeSet<>(uids);
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            boolean missed = attempt(left);
            if (!missed) {
                break;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("files get other names all the time");
            }
            folder.rescan();
        }
        return new StoreResult(List.copyOf(stored.values()), List.copyOf(modified));
    }

    /** Renames what it can, and takes it from the set; whether a file was not where it should be. */
    private boolean attempt(Set<Long> left) throws IOException {
        List<IndexEntry> entries = new ArrayList<>();
        boolean missed = false;
        boolean fromNew = false;
        boolean ownOnly = false;
        long modSeq = folder.log().highestModSeq();
        try {
            for (Message message : folder.index().find(List.copyOf(left))) {
                Flags after = change.applyTo(message.flags());
                if (message.modSeq() > unchangedSince) {
                    modified.add(message.uid());
                } else if (after.equals(message.flags())) {
                    stored.put(message.uid(), message);
                } else {
                    MaildirContent content = Folder.contentOf(message);
                    fromNew |= content.place().isNew();
                    ownOnly |= !FlagLetters.withoutLetter(after.plus(message.flags()), letters)
                            .isEmpty();
                    if (!rename(content, after)) {
                        missed = true;
                        break;
                    }
                    entries.add(new IndexEntry.Flagged(message.uid(), ++modSeq, after));
                }
                left.remove(message.uid());
            }
        } finally {
            if (!entries.isEmpty()) { // also those before one that failed
                settle(entries, fromNew, ownOnly);
            }
        }
        if (!missed) {
            left.clear();
        }
        return missed;
    }

    private boolean rename(MaildirContent content, Flags flags) throws IOException {
        Listing.Place before = content.place();
        Listing.Place after = Listing.Place.cur(FlagLetters.info(flags, letters, before.info()));
        if (after.equals(before)) {
            return true; // the index alone tells of these keywords
        }
        try {
            content.moveTo(after);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void settle(List<IndexEntry> entries, boolean fromNew, boolean ownOnly) throws IOException {
        folder.force(
                fromNew ? EnumSet.of(Listing.Directory.CUR, Listing.Directory.NEW) : EnumSet.of(Listing.Directory.CUR));
        folder.log().record(directory, entries, ownOnly);
        List<Long> uids = entries.stream()
                .map(entry -> ((IndexEntry.Flagged) entry).uid())
                .toList();
        folder.index().find(uids).forEach(message -> stored.put(message.uid(), message));
    }
}
