package io.pymap.mailbox;

import java.util.List;

/**
 * Prefixes of mailbox names, each with the delimiter at its end but for the empty one. RFC 2342.
 *
 * @param personal the user's own mailboxes
 * @param others those of other users
 * @param shared those that belong to nobody
 */
public record Namespaces(List<String> personal, List<String> others, List<String> shared) {

    /** A user's own mailboxes, and no others. */
    public static final Namespaces PERSONAL = new Namespaces(List.of(""), List.of(), List.of());
}
