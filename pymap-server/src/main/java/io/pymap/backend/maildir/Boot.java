package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Tells one run of the machine from another. */
final class Boot {

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** The same for all processes until the machine stops; where it does not tell, another one each time. */
    static String id() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }
}
