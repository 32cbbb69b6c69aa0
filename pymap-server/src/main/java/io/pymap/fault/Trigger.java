package io.pymap.fault;

import io.pymap.transcript.CommandPattern;

/**
 * What a rule waits for.
 *
 * @param pattern of the command, empty where there is none
 * @param commands that pattern, to be asked
 */
record Trigger(Kind kind, String pattern, CommandPattern commands) {

    Trigger(Kind kind, String pattern) {
        this(kind, pattern, CommandPattern.of(pattern));
    }

    enum Kind {
        /** A connection has been accepted: nothing has been said, not even TLS. */
        CONNECT,
        /** As that, where TLS begins with the connection. */
        TLS_CONNECT,
        /** The greeting is about to go out. */
        GREETING,
        /** A command has come with all its literals, and is about to be run. */
        COMMAND,
        /** As that, for LOGIN and AUTHENTICATE. */
        LOGIN,
        /** The client waits for leave to send a literal. RFC 9051 4.3. */
        LITERAL,
        /** The client has been told that it idles. */
        IDLE
    }

    /** Whether that happens on such a command. */
    boolean fits(Kind event, ClientCommand command) {
        if (kind == Kind.LOGIN) {
            return event == Kind.COMMAND
                    && (command.name().equals("LOGIN") || command.name().equals("AUTHENTICATE"));
        }
        if (kind == Kind.CONNECT && event == Kind.TLS_CONNECT) {
            return true;
        }
        if (kind != event) {
            return false;
        }
        if (pattern.isEmpty() || pattern.equalsIgnoreCase(command.name())) {
            return true;
        }
        return commands.matches(command.line());
    }

    /** As rules have it when they are written as text. */
    String text() {
        return switch (kind) {
            case CONNECT -> "connect";
            case TLS_CONNECT -> "tls-connect";
            case GREETING -> "greeting";
            case LOGIN -> "login";
            case IDLE -> "idle";
            case COMMAND -> "on " + Words.written(pattern, true);
            case LITERAL -> "literal " + Words.written(pattern, true);
        };
    }
}
