package io.pymap.imap.syntax;

/**
 * How much of a command is read before the session is asked.
 *
 * @param commandText most octets of all lines of a command together
 * @param freeLiteral most octets of a non-synchronizing literal, and of all of them in a command, that are read unasked
 */
public record FrameLimits(int commandText, int freeLiteral) {}
