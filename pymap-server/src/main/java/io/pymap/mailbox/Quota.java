package io.pymap.mailbox;

import java.util.Map;

/**
 * What a user's mail takes up, and how much of it there may be. RFC 9208.
 *
 * @param usage of every resource
 * @param limits of those that have one
 */
public record Quota(Map<Resource, Long> usage, Map<Resource, Long> limits) {

    /** What is counted. RFC 9208 5. */
    public enum Resource {
        /** All messages together, in units of 1024 octets, rounded up. */
        STORAGE,
        /** Messages. */
        MESSAGE,
        /** Mailboxes. */
        MAILBOX
    }

    public Quota {
        usage = Map.copyOf(usage);
        limits = Map.copyOf(limits);
    }
}
