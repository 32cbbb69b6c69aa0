package io.pymap.backend.maildir;

/** What is forced to the disk before a change is acknowledged; the words are Dovecot's. */
public enum Fsync {
    /** Nothing: a power failure may lose mail, the end of the process does not. For tests. */
    NEVER,
    /** What mail depends on: its content, its name and its UID. */
    OPTIMIZED,
    /** Also what could be rebuilt. */
    ALWAYS
}
