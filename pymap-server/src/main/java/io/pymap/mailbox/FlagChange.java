package io.pymap.mailbox;

/** What STORE does to the flags of a message. RFC 9051 6.4.6. */
public record FlagChange(Mode mode, Flags flags) {

    /** How the given flags and those of the message become the new ones. */
    public enum Mode {
        REPLACE,
        ADD,
        REMOVE
    }

    public static FlagChange add(String... flags) {
        return new FlagChange(Mode.ADD, Flags.of(flags));
    }

    public static FlagChange remove(String... flags) {
        return new FlagChange(Mode.REMOVE, Flags.of(flags));
    }

    public Flags applyTo(Flags before) {
        return switch (mode) {
            case REPLACE -> flags;
            case ADD -> before.plus(flags);
            case REMOVE -> before.minus(flags);
        };
    }
}
