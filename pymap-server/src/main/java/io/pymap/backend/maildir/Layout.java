package io.pymap.backend.maildir;

import java.nio.file.Path;

public enum Layout {
    MAILDIR_PLUS_PLUS,
    FS;

    FolderLayout below(Path root, Surroundings s) {
        return new FolderLayout(root, s, this == FS);
    }
}
