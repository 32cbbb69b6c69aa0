package io.pymap.backend;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of the annotations of a server, taken apart: some are of all its users, some of one. RFC 5464 3.1.
 *
 * @param shared those of entries below {@code /shared/}
 * @param own all others
 */
public record ServerEntries(Map<String, Optional<byte[]>> shared, Map<String, Optional<byte[]>> own) {

    private static final String SHARED = "/shared/";

    public static ServerEntries of(Map<String, Optional<byte[]>> changes) {
        Map<String, Optional<byte[]>> shared = new HashMap<>(changes);
        shared.keySet().removeIf(entry -> !entry.toLowerCase(Locale.ROOT).startsWith(SHARED));
        Map<String, Optional<byte[]>> own = new HashMap<>(changes);
        own.keySet().removeAll(shared.keySet());
        return new ServerEntries(shared, own);
    }
}
