package io.pymap.backend.maildir;

import java.io.IOException;

/** Something that uses the disk. */
@FunctionalInterface
interface DiskWork {
    void run() throws IOException;
}
