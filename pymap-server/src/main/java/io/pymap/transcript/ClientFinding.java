package io.pymap.transcript;

import java.util.Locale;

/**
 * Something that the client should not have done.
 *
 * @param line where it did so; without secrets
 * @param text what it is, in one sentence without a full stop and without secrets
 * @param source RFC and section, such as {@code RFC 9051 5.5}
 */
public record ClientFinding(Line line, Kind kind, String text, String source) {

    /** How bad it is. */
    public enum Kind {
        /** Against a rule of the protocol, or against an advice whose neglect breaks clients. */
        VIOLATION,
        /** Allowed, and often not what was meant. */
        NOTE
    }

    static ClientFinding violation(Line line, String text, String source) {
        return new ClientFinding(line, Kind.VIOLATION, text, source);
    }

    static ClientFinding note(Line line, String text, String source) {
        return new ClientFinding(line, Kind.NOTE, text, source);
    }

    ClientFinding withText(String other) {
        return new ClientFinding(line, kind, other, source);
    }

    /** As it stands in a printed transcript, below the line. */
    @Override
    public String toString() {
        return "# " + remark();
    }

    /** Without the sign of a remark. */
    String remark() {
        String mark = kind == Kind.VIOLATION ? "" : ", " + kind.name().toLowerCase(Locale.ROOT);
        return "CLIENT" + mark + ": " + text + " (" + source + ")";
    }
}
