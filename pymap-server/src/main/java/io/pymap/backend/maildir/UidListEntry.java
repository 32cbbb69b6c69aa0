package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * One line of {@code dovecot-uidlist} after the first.
 *
 * @param fields what stands before the name, with a space after each; octets
 * @param base the name, without flags
 * @param isText whether the name is UTF-8; otherwise each character is an octet
 */
record UidListEntry(long uid, String fields, String base, boolean isText) {

    /** The entry of a line, without its end; empty where it has none. */
    static Optional<UidListEntry> parse(byte[] octets, int start, int end) {
        long uid = uid(octets, start, end);
        if (uid < 1 || uid > UidList.MAX_UID) {
            return Optional.empty();
        }
        int fields = skip(octets, skipDigits(octets, start, end), end, ' ');
        int at = fields;
        while (at < end && octets[at] != ':') {
            while (at < end && octets[at] != ' ') {
                at++;
            }
            at = skip(octets, at, end, ' ');
        }
        int name = at + 1; // behind the colon
        int endOfName = name;
        while (endOfName < end && octets[endOfName] != ':') { // some programs write the flags as well
            if (octets[endOfName] == '/' || octets[endOfName] == '\r' || octets[endOfName] == 0) {
                return Optional.empty();
            }
            endOfName++;
        }
        if (endOfName <= name) {
            return Optional.empty();
        }
        String text = new String(octets, fields, at - fields, ISO_8859_1);
        return Optional.of(entry(uid, text, octets, name, endOfName));
    }

    private static UidListEntry entry(long uid, String fields, byte[] octets, int start, int end) {
        if (isAscii(octets, start, end)) { // nearly always, and a decoder takes most of the time
            return new UidListEntry(uid, fields, new String(octets, start, end - start, ISO_8859_1), true);
        }
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(octets, start, end - start))
                    .toString();
            return new UidListEntry(uid, fields, text, true);
        } catch (CharacterCodingException e) {
            return new UidListEntry(uid, fields, new String(octets, start, end - start, ISO_8859_1), false);
        }
    }

    private static boolean isAscii(byte[] octets, int start, int end) {
        for (int i = start; i < end; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The UID that the line begins with, 0 if with none. */
    static long uid(byte[] octets, int start, int end) {
        int endOfDigits = skipDigits(octets, start, end);
        if (endOfDigits - start > 10 || endOfDigits == end || octets[endOfDigits] != ' ') {
            return 0;
        }
        long uid = 0;
        for (int i = start; i < endOfDigits; i++) {
            uid = uid * 10 + (octets[i] - '0');
        }
        return uid;
    }

    private static int skipDigits(byte[] octets, int start, int end) {
        int at = start;
        while (at < end && octets[at] >= '0' && octets[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int skip(byte[] octets, int start, int end, char octet) {
        int at = start;
        while (at < end && octets[at] == octet) {
            at++;
        }
        return at;
    }

    void writeTo(ByteArrayOutputStream out) {
        out.writeBytes((uid + " " + fields + ":").getBytes(ISO_8859_1));
        out.writeBytes(base.getBytes(isText ? UTF_8 : ISO_8859_1));
        out.write('\n');
    }
}
