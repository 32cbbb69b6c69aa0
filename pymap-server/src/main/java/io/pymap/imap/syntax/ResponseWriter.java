package io.pymap.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.ModifiedUtf7;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes responses in their wire form. Message content passes by reference, everything else is copied.
 *
 * <p>Whatever comes from outside is written by {@link #string}, {@link #astring}, {@link #mailbox} or {@link #literal},
 * which choose a form that can hold it.
 */
public final class ResponseWriter {

    /** Where finished pieces go. */
    public interface Sink {
        /** The octets must be taken before this returns. */
        void octets(byte[] octets, int length);

        void content(Content content);
    }

    /** Longest string that is quoted and not sent as a literal, in octets. */
    private static final int MAX_QUOTED = 1_000;

    private static final int DRAIN_AT = 8_192;

    private final Sink sink;
    private byte[] buffer = new byte[512];
    private int length;
    private boolean lineHasLeft;
    private boolean utf8;

    public ResponseWriter(Sink sink) {
        this.sink = sink;
    }

    /** Whether strings may have UTF-8 in quotes, and mailbox names are UTF-8. RFC 6855 3, RFC 9051 5.1. */
    public void utf8(boolean allowed) {
        utf8 = allowed;
    }

    public boolean utf8() {
        return utf8;
    }

    /** Protocol text, which is ASCII and has no line end in it. */
    public ResponseWriter text(String ascii) {
        int count = ascii.length();
        ensure(count);
        for (int i = 0; i < count; i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    public ResponseWriter octet(char c) {
        ensure(1);
        buffer[length++] = (byte) c;
        return this;
    }

    /** What has its wire form already. */
    public ResponseWriter octets(byte[] written) {
        ensure(written.length);
        System.arraycopy(written, 0, buffer, length, written.length);
        length += written.length;
        return this;
    }

    public ResponseWriter space() {
        return octet(' ');
    }

    public ResponseWriter nil() {
        return text("NIL");
    }

    /** A number that is not negative. */
    public ResponseWriter number(long value) {
        ensure(19);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Flags in parentheses. */
    public ResponseWriter flags(Flags flags) {
        octet('(');
        String separator = "";
        for (String flag : flags) {
            text(separator).text(flag);
            separator = " ";
        }
        return octet(')');
    }

    /** A string of any octets, quoted where that can hold it. NULs, which no string can hold, are left out. */
    public ResponseWriter string(byte[] octets) {
        if (!isQuotable(octets)) {
            return literal(Content.of(withoutNul(octets)));
        }
        ensure(octets.length * 2 + 2);
        buffer[length++] = '"';
        for (byte octet : octets) {
            if (octet == '"' || octet == '\\') {
                buffer[length++] = '\\';
            }
            buffer[length++] = octet;
        }
        buffer[length++] = '"';
        return this;
    }

    private boolean isQuotable(byte[] octets) {
        if (octets.length > MAX_QUOTED) {
            return false;
        }
        boolean ascii = true;
        for (byte octet : octets) {
            if ((octet >= 0 && octet < 0x20) || octet == 0x7F) {
                return false;
            }
            ascii &= octet >= 0;
        }
        return ascii || (utf8 && isUtf8(octets));
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] withoutNul(byte[] octets) { // RFC 9051 9: CHAR8 is any octet but NUL
        byte[] left = new byte[octets.length];
        int count = 0;
        for (byte octet : octets) {
            if (octet != 0) {
                left[count++] = octet;
            }
        }
        return count == octets.length ? octets : Arrays.copyOf(left, count);
    }

    /** As UTF-8. */
    public ResponseWriter string(String text) {
        return string(text.getBytes(UTF_8));
    }

    /** Octets that are kept as ISO-8859-1 text, such as those of a message header. */
    public ResponseWriter rawString(String latin1) {
        return string(latin1.getBytes(ISO_8859_1));
    }

    public ResponseWriter nstring(Optional<String> latin1) {
        return latin1.isPresent() ? rawString(latin1.get()) : nil();
    }

    /** Bare where an astring may be, else as {@link #string}. */
    public ResponseWriter astring(String text) {
        boolean bare = !text.isEmpty() && !text.equalsIgnoreCase("NIL");
        for (int i = 0; bare && i < text.length(); i++) {
            char c = text.charAt(i);
            bare = c > 0x20 && c < 0x7F && "(){%*\"\\".indexOf(c) < 0;
        }
        return bare ? text(text) : string(text);
    }

    public ResponseWriter mailbox(MailboxName name) {
        return astring(utf8 ? name.value() : ModifiedUtf7.encode(name.value()));
    }

    public ResponseWriter literal(Content content) {
        octet('{').number(content.size()).text("}\r\n");
        return content(content);
    }

    /** A literal8, which may hold NUL. RFC 3516 4.4. */
    public ResponseWriter literal8(Content content) {
        octet('~');
        return literal(content);
    }

    /** A literal8 where there is a NUL, else a literal, so that the client knows without looking. RFC 3516 4.3. */
    public ResponseWriter anyLiteral(Content content) {
        Content.InMemory octets = content.load();
        return hasNul(octets) ? literal8(octets) : literal(octets);
    }

    private static boolean hasNul(Content.InMemory octets) {
        for (int i = octets.offset(); i < octets.offset() + octets.length(); i++) {
            if (octets.array()[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private ResponseWriter content(Content content) {
        drain();
        lineHasLeft = true;
        if (content.size() > 0) {
            sink.content(content);
        }
        return this;
    }

    /** Ends a response. Short ones wait for others, so that they leave together. */
    public void endLine() {
        text("\r\n");
        lineHasLeft = false;
        if (length >= DRAIN_AT) {
            drain();
        }
    }

    /** Where the line under way began. To be taken before it does, for {@link #abandonLine}. */
    public int mark() {
        return length;
    }

    /** Drops the line that began at the mark; false if a part of it has left, so that the connection is past saving. */
    public boolean abandonLine(int mark) {
        if (lineHasLeft) {
            return false;
        }
        length = mark;
        return true;
    }

    /** Hands over what has gathered. */
    public void drain() {
        if (length > 0) {
            sink.octets(buffer, length);
            length = 0;
        }
        if (buffer.length > 8 * DRAIN_AT) { // one long line must not cost the session memory for ever
            buffer = new byte[512];
        }
    }

    private void ensure(int count) {
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
        }
    }
}
