package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.search.Criterion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads the arguments of search keys: strings in the charset of the command, and further keys. */
public final class SearchArguments {

    /** Told in BADCHARSET. RFC 9051 6.4.4. */
    private static final List<String> CHARSETS =
            List.of("US-ASCII", "UTF-8", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252");

    private static final int MAX_DEPTH = 32;

    private final ArgumentReader in;
    private final Charset charset;
    private final KeyParser keys;
    private int depth;
    private boolean asksForModSeq;

    /** Reads one search key with all that belongs to it. */
    @FunctionalInterface
    public interface KeyParser {
        Criterion parse(SearchArguments in);
    }

    public SearchArguments(ArgumentReader in, Charset charset, KeyParser keys) {
        this.in = in;
        this.charset = charset;
        this.keys = keys;
    }

    /** Whether strings may come in the charset of that name. */
    public static boolean knows(String charset) {
        return CHARSETS.contains(charset.toUpperCase(Locale.ROOT));
    }

    /** The answer to a charset that is not known. RFC 9051 6.4.4. */
    public static Refusal unknownCharset() {
        return new Refusal(
                new ResponseCode("BADCHARSET (" + String.join(" ", CHARSETS) + ")"), "Charset is not supported.");
    }

    /** A key has asked for mod-sequences, so that the result tells the highest. RFC 7162 3.1.5. */
    public void askForModSeq() {
        asksForModSeq = true;
    }

    public boolean asksForModSeq() {
        return asksForModSeq;
    }

    /** For what is no string. */
    public ArgumentReader reader() {
        return in;
    }

    /** A space and an astring. */
    public String string() {
        byte[] octets = in.space().astringOctets();
        try {
            // Without CHARSET the octets should be ASCII; UTF-8 is what clients mean that send others.
            Charset given = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
            return given.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw in.expected("text in " + charset.name() + " before this");
        }
    }

    /** A space and another key. */
    public Criterion key() {
        in.space();
        return nested();
    }

    /** Another key, where its space has been read. */
    public Criterion nested() {
        if (depth == MAX_DEPTH) {
            throw in.expected("at most " + MAX_DEPTH + " levels of search keys");
        }
        depth++;
        Criterion criterion = keys.parse(this);
        depth--;
        return criterion;
    }
}
