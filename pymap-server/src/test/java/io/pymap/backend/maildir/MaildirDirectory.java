package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Backends on a directory of their own, with the users {@code anna} and {@code bert}. */
final class MaildirDirectory {

    private MaildirDirectory() {}

    static MaildirBackend.Builder prepare(Path directory) throws IOException {
        Path users = directory.resolve("users.txt");
        Files.writeString(users, "anna::secret\nbert::secret\n");
        return MaildirBackend.builder(users).fsync(Fsync.NEVER).random(new SplittableRandom(7));
    }
}
