package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pymap.mailbox.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** {@code dovecot-keywords} of one folder. All methods are for those who hold the folder's lock. */
final class KeywordsFile {

    private static final String NAME = "dovecot-keywords";
    private static final long MOST = 1 << 20;

    private final Surroundings surroundings;
    private Keywords keywords = Keywords.NONE;
    private Stamp stamp = Stamp.NONE;

    KeywordsFile(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** As it is on disk now. */
    Keywords read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        Stamp now = Stamp.of(file);
        if (!now.equals(stamp)) {
            keywords = surroundings.disk().read(file, MOST).map(Keywords::parse).orElse(Keywords.NONE);
            stamp = now;
        }
        return keywords;
    }

    /** No letter stands for anything any more. */
    void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }

    /** With letters for these flags, as far as there are letters. */
    @SuppressWarnings("try") // the lock is only held
    Keywords with(Path directory, Flags flags) throws IOException {
        Flags missing = FlagLetters.withoutLetter(flags, read(directory));
        if (missing.isEmpty() || keywords.isFull()) {
            return keywords;
        }
        Path file = directory.resolve(NAME);
        try (DotLock held = DotLock.take(directory.resolve(NAME + ".lock"), surroundings.locks())) {
            Keywords after = read(directory); // Dovecot may have added some, under this lock alone
            for (String name : missing) {
                after = after.with(name).orElse(after);
            }
            if (!after.equals(keywords)) {
                surroundings.disk().replace(file, after.octets(), laterThan(file));
                keywords = after;
                stamp = Stamp.of(file);
            }
        }
        return keywords;
    }

    /** Dovecot reads the file again where its time has changed, in whole seconds. */
    private FileTime laterThan(Path file) throws IOException {
        long now = surroundings.locks().machine().instant().getEpochSecond();
        try {
            long before = Files.getLastModifiedTime(file, NOFOLLOW_LINKS).to(TimeUnit.SECONDS);
            return FileTime.from(Math.max(now, before + 1), TimeUnit.SECONDS);
        } catch (NoSuchFileException e) {
            return FileTime.from(now, TimeUnit.SECONDS);
        }
    }
}
