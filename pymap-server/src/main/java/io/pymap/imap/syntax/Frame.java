package io.pymap.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.mailbox.Content;
import java.util.List;

/** What the framer makes of the client's octets: a whole command, or a question on the way to one. */
public sealed interface Frame {

    /** An announced literal without an end is not an amount: what a frame cannot hold is refused before it is read. */
    long UNREPRESENTABLE = Long.MAX_VALUE;

    /**
     * One complete command as it came in: its lines without their line ends, and the literal that follows each line but
     * the last. A malformed command costs a BAD and nothing of what follows it.
     *
     * @param barrier whether nothing behind it is read until the session says so, since the command changes how it is to
     *     be read (STARTTLS, say)
     */
    record Command(List<byte[]> lines, List<Literal> literals, boolean barrier) implements Frame {

        /** The first line as text, for answers to SASL challenges and the like. */
        public String firstLine() {
            return new String(lines.get(0), ISO_8859_1);
        }
    }

    /**
     * A literal that may be read only if the session says so.
     *
     * @param command the first line of the command that it belongs to
     * @param size announced, in octets; {@link #UNREPRESENTABLE} for more than a long holds
     * @param synchronizing whether the client waits for the answer (RFC 9051 4.3)
     * @param before octets of the literals that the command has already
     */
    record LiteralAnnouncement(byte[] command, long size, boolean synchronizing, long before) implements Frame {}

    /**
     * A command that could not be framed, of which the rest is skipped.
     *
     * @param forNow whether it was well formed and there only was no room for it
     */
    record Unreadable(byte[] beginning, boolean forNow, String problem) implements Frame {}

    /** Octets that the client sent as a literal; {@code binary} for {@code ~{n}} (RFC 3516 4.4). */
    record Literal(Content content, boolean binary) {}
}
