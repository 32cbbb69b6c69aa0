package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

final class UidValidityFile {
    private final Path file;
    private final Surroundings s;

    UidValidityFile(Path root, Surroundings s) {
        file = root.resolve("dovecot-uidvalidity");
        this.s = s;
    }

    synchronized long next() throws IOException {
        long last = s.disk()
                .read(file, 100)
                .map(o -> Long.parseLong(new String(o, StandardCharsets.US_ASCII).strip(), 16))
                .orElse(0L);
        long next = Math.max(last + 1, s.ids().clock().instant().getEpochSecond());
        s.disk().replace(file, String.format("%08x", next).getBytes(StandardCharsets.US_ASCII));
        return next;
    }
}
