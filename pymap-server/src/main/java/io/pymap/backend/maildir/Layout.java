package io.pymap.backend.maildir;

import java.nio.file.Path;

/** How the directories of mailboxes lie below that of INBOX. */
public enum Layout {
    /** Maildir++: {@code A/B} is {@code .A.B}. */
    MAILDIR_PLUS_PLUS('.') {
        @Override
        FolderLayout below(Path root, Disk disk) {
            return new PlusPlusLayout(root, disk);
        }
    },
    /** As the file system: {@code A/B} is {@code A/B}. */
    FS('/') {
        @Override
        FolderLayout below(Path root, Disk disk) {
            return new FsLayout(root, disk);
        }
    };

    private final char separator;

    Layout(char separator) {
        this.separator = separator;
    }

    /** What stands between the levels of a name on disk. */
    char separator() {
        return separator;
    }

    abstract FolderLayout below(Path root, Disk disk);
}
