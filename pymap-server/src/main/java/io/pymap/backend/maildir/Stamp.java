package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What tells that a file is another one, or has other content, without reading it. */
record Stamp(FileTime time, long size, @Nullable Object key) {

    /** Of a file that is not there. */
    static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1, null);

    static Stamp of(Path file) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
            return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }
}
