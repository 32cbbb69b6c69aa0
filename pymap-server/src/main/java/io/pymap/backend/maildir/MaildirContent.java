package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.OpenFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The octets of one message in a folder, wherever its file lies at the moment. */
final class MaildirContent implements Content.Stored {

    /** Larger files are sent from where they lie. */
    private static final int AT_ONCE = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(MaildirContent.class);
    private static final int ATTEMPTS = 5;

    private final Folder folder;
    private final long uid;
    private final FileDetails file;
    private volatile Listing.Place place; // where it was seen last

    MaildirContent(Folder folder, long uid, FileDetails file, Listing.Place place) {
        this.folder = folder;
        this.uid = uid;
        this.file = file;
        this.place = place;
    }

    FileDetails file() {
        return file;
    }

    Listing.Place place() {
        return place;
    }

    void movedTo(Listing.Place seen) {
        place = seen;
    }

    Path path() {
        return folder.path(file.base(), place);
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public Object identity() {
        return file.emailId();
    }

    @Override
    public Notes notes() {
        return new Notes() {
            @Override
            public Optional<byte[]> find(String name) {
                return folder.notes().find(uid, name);
            }

            @Override
            public void keep(String name, byte[] value) {
                folder.notes().keep(uid, name, value);
            }
        };
    }

    @Override
    public InMemory load() {
        try (OpenFile open = openFile()) {
            return read(open);
        }
    }

    @Override
    public Content open() {
        OpenFile open = openFile();
        boolean kept = false;
        try {
            if (file.isVerbatim() && file.physicalSize() > AT_ONCE) {
                kept = true;
                return new InFile(open, 0, sizeOf(open));
            }
            return read(open);
        } finally {
            if (!kept) {
                open.close();
            }
        }
    }

    private InMemory read(OpenFile open) {
        byte[] octets = open.read(0, Math.toIntExact(sizeOf(open)));
        byte[] message = file.isVerbatim() ? octets : LineEnds.toCrLf(octets);
        return new InMemory(message, 0, message.length);
    }

    private static long sizeOf(OpenFile open) {
        try {
            return open.channel().size();
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    private OpenFile openFile() {
        try {
            return found(path -> new OpenFile(FileChannel.open(path, READ, NOFOLLOW_LINKS)));
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    /** Gives the file a further name. */
    void linkTo(Path name) throws IOException {
        folder.keepLock();
        found(path -> {
            try {
                return Files.createLink(name, path);
            } catch (NoSuchFileException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) { // another disk, or one without links
                FileTime date = Files.getLastModifiedTime(path, NOFOLLOW_LINKS);
                byte[] octets = Files.readAllBytes(path);
                folder.surroundings().disk().write(name, octets, Optional.of(date));
                return name;
            }
        });
    }

    /** Moves the file to another place in the folder. */
    void moveTo(Listing.Place target) throws IOException {
        folder.keepLock();
        Path to = folder.path(file.base(), target);
        Files.move(path(), to, StandardCopyOption.ATOMIC_MOVE);
        place = target;
    }

    /** Takes the file out of {@code new}. */
    void claim() throws IOException {
        try {
            moveTo(Listing.Place.cur(""));
        } catch (NoSuchFileException e) { // somebody else has: the next look at the directories tells
            LOG.debug("{} is not in new any more", file.base());
        }
    }

    /** Takes the file away, but for those who have not heard of it yet. */
    void delete() throws IOException {
        folder.keepLock();
        // A name of its own: a move onto another name of the same file, which was removed and came back, does nothing.
        Listing.Place removed = Listing.Place.tmp(folder.surroundings().names().next());
        try {
            Path grave =
                    found(path -> Files.move(path, folder.path(file.base(), removed), StandardCopyOption.ATOMIC_MOVE));
            place = removed;
            folder.surroundings().graves().bury(grave);
        } catch (MailboxException.Gone e) {
            LOG.debug("{} has been deleted by others", file.base());
        }
    }

    /** Something that is done to a file which must be there. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Path path) throws IOException;
    }

    /** Another program may give the file another name at any time: then it is looked for. */
    private <T> T found(Use<T> use) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return use.of(path());
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS || place.isTmp()) {
                    throw new MailboxException.Gone();
                }
                place = folder.locate(file.base()).orElseThrow(MailboxException.Gone::new);
            }
        }
    }
}
