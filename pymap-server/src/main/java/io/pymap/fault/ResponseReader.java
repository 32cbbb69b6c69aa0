package io.pymap.fault;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the responses of a server end, in octets that come in pieces. Keeps no more than the ends of a line. */
final class ResponseReader {

    /** A literal in a server's response. RFC 9051 4.3, RFC 3516 4.1. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("\\{(\\d{1,18})}\r?\n\\z");

    /** What ends in free text, which announces nothing. RFC 9051 7.1. */
    private static final Pattern FREE_TEXT = Pattern.compile(
            "\\A(?:\\+|\\* (?:OK|NO|BAD|BYE|PREAUTH)\\b|[^* ]\\S* (?:OK|NO|BAD)\\b)", Pattern.CASE_INSENSITIVE);

    private static final int HEAD = 256;
    private static final int TAIL = 24;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private boolean inFirstLine = true;
    private boolean atStart = true;
    private long literalLeft;

    /** Whether the next octet begins a response. */
    boolean isAtStart() {
        return atStart;
    }

    /** How the response begins that has ended last or is under way: its first {@value #HEAD} octets at most. */
    String head() {
        return head.toString();
    }

    /**
     * Reads on to the end of the response, of a part of it, or of the octets, of which there has to be one.
     *
     * @return whether the response has ended
     */
    boolean read(ByteBuf in) {
        if (atStart) {
            head.setLength(0);
            atStart = false;
        }
        if (literalLeft > 0) {
            int count = (int) Math.min(literalLeft, in.readableBytes());
            in.skipBytes(count);
            literalLeft -= count;
            return false;
        }
        int feed = in.bytesBefore((byte) '\n');
        int length = feed < 0 ? in.readableBytes() : feed + 1;
        keepEnds(in, length);
        in.skipBytes(length);
        return feed >= 0 && endLine();
    }

    private void keepEnds(ByteBuf in, int length) {
        if (inFirstLine && head.length() < HEAD) {
            int count = Math.min(length, HEAD - head.length());
            head.append(in.toString(in.readerIndex(), count, StandardCharsets.ISO_8859_1));
        }
        int last = Math.min(length, TAIL);
        tail.append(in.toString(in.readerIndex() + length - last, last, StandardCharsets.ISO_8859_1));
        tail.delete(0, Math.max(0, tail.length() - TAIL));
    }

    private boolean endLine() {
        Matcher announcement = ANNOUNCEMENT.matcher(tail);
        boolean goesOn = announcement.find() && !FREE_TEXT.matcher(head).find();
        literalLeft = goesOn ? Long.parseLong(announcement.group(1)) : 0;
        tail.setLength(0);
        inFirstLine = !goesOn;
        atStart = !goesOn;
        return !goesOn;
    }

    /** So many octets of a literal pass unseen. */
    void skip(long octets) {
        literalLeft -= octets;
    }
}
