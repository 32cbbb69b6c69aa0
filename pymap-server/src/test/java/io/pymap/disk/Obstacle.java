package io.pymap.disk;

import java.util.Optional;

/** What is in the way of changes of a disk. Asked before each of them. */
@FunctionalInterface
public interface Obstacle {

    /** What a change is to do. */
    enum Kind {
        /** Needs room for octets beyond the end of a file. */
        GROW,
        /** Needs room for a name: a new file, directory or link. */
        NAME,
        /** Needs no room: octets, lengths, times and names in place of others, or less of them. */
        CHANGE,
        FORCE
    }

    /** Nothing is. */
    Obstacle NONE = kind -> Optional.empty();

    /** In the words of the system why it is not done; empty where it is. */
    Optional<String> reason(Kind kind);

    /** The disk is full. */
    static Obstacle full() {
        return kind ->
                kind == Kind.GROW || kind == Kind.NAME ? Optional.of("No space left on device") : Optional.empty();
    }

    /** The disk is mounted for reading only. */
    static Obstacle readOnly() {
        return kind -> kind == Kind.FORCE ? Optional.empty() : Optional.of("Read-only file system");
    }
}
