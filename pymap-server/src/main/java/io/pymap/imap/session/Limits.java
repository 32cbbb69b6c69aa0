package io.pymap.imap.session;

import io.pymap.imap.syntax.FrameLimits;

/**
 * What one connection may cost. Sizes in octets.
 *
 * @param beforeLogin what is read of a command before login
 * @param afterLogin what is read of a command after login, without asking
 * @param argumentLiteral largest literal of a command that is not APPEND
 * @param argumentLiterals all literals together of a command that is not APPEND
 * @param message largest message that APPEND takes (APPENDLIMIT, RFC 7889)
 * @param discarded largest refused non-synchronizing literal that is read and dropped to keep the connection (RFC 7888 4)
 * @param badCommandsBeforeLogin consecutive BADs before login after which the connection is closed
 * @param badCommandsAfterLogin the same after login
 * @param searchOctets most octets of messages that one SEARCH reads before it ends in {@code NO [LIMIT]}
 * @param messagesAtOnce most messages that one command works on (MESSAGELIMIT, RFC 9738); {@link #NONE} for any number
 * @param savedAtOnce most messages that one APPEND or COPY adds (SAVELIMIT, RFC 9738); {@link #NONE} for any number
 */
public record Limits(
        FrameLimits beforeLogin,
        FrameLimits afterLogin,
        long argumentLiteral,
        long argumentLiterals,
        long message,
        long discarded,
        int badCommandsBeforeLogin,
        int badCommandsAfterLogin,
        long searchOctets,
        long messagesAtOnce,
        long savedAtOnce) {

    /** No limit. */
    public static final long NONE = Long.MAX_VALUE;

    /** An array holds no more. */
    private static final long MAX_MESSAGE = Integer.MAX_VALUE - 8;

    public Limits {
        if (message < 1 || message > MAX_MESSAGE) {
            throw new IllegalArgumentException("Messages may have 1 to " + MAX_MESSAGE + " octets, not " + message);
        }
        if (messagesAtOnce < 1 || savedAtOnce < 1) {
            throw new IllegalArgumentException("A command works on at least one message");
        }
    }

    /** What a server has unless told otherwise. */
    public static final Limits DEFAULT = new Limits(
            new FrameLimits(8 << 10, 4 << 10),
            new FrameLimits(64 << 10, 64 << 10),
            64 << 10,
            256 << 10,
            1_000_000_000,
            16 << 20,
            5,
            20,
            16L << 30,
            NONE,
            NONE);

    public Limits withMessage(long octets) {
        return new Limits(
                beforeLogin,
                afterLogin,
                argumentLiteral,
                argumentLiterals,
                octets,
                discarded,
                badCommandsBeforeLogin,
                badCommandsAfterLogin,
                searchOctets,
                messagesAtOnce,
                savedAtOnce);
    }

    /** With the most octets that all lines of a command may have. */
    public Limits withCommandText(int before, int after) {
        return new Limits(
                new FrameLimits(before, beforeLogin.freeLiteral()),
                new FrameLimits(after, afterLogin.freeLiteral()),
                argumentLiteral,
                argumentLiterals,
                message,
                discarded,
                badCommandsBeforeLogin,
                badCommandsAfterLogin,
                searchOctets,
                messagesAtOnce,
                savedAtOnce);
    }

    public Limits withBadCommands(int before, int after) {
        return new Limits(
                beforeLogin,
                afterLogin,
                argumentLiteral,
                argumentLiterals,
                message,
                discarded,
                before,
                after,
                searchOctets,
                messagesAtOnce,
                savedAtOnce);
    }

    public Limits withSearchOctets(long octets) {
        return new Limits(
                beforeLogin,
                afterLogin,
                argumentLiteral,
                argumentLiterals,
                message,
                discarded,
                badCommandsBeforeLogin,
                badCommandsAfterLogin,
                octets,
                messagesAtOnce,
                savedAtOnce);
    }

    public Limits withMessagesAtOnce(long most) {
        return new Limits(
                beforeLogin,
                afterLogin,
                argumentLiteral,
                argumentLiterals,
                message,
                discarded,
                badCommandsBeforeLogin,
                badCommandsAfterLogin,
                searchOctets,
                most,
                savedAtOnce);
    }

    public Limits withSavedAtOnce(long most) {
        return new Limits(
                beforeLogin,
                afterLogin,
                argumentLiteral,
                argumentLiterals,
                message,
                discarded,
                badCommandsBeforeLogin,
                badCommandsAfterLogin,
                searchOctets,
                messagesAtOnce,
                most);
    }
}
