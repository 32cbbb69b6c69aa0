package io.pymap.imap.syntax;

/**
 * How much of a command is read before the session is asked.
 *
 * @param commandText most octets of all lines of a command together
 * @param freeLiteral most octets of a non-synchronizing literal that is read unasked; all those of a command may have
 *     twice as many. {@link #NONE} where the session is asked about each.
 */
public record FrameLimits(int commandText, int freeLiteral) {

    public static final int NONE = -1;
}
