package io.pymap.mime;

import java.util.Arrays;
import java.util.Optional;

/** Undoes a Content-Transfer-Encoding (RFC 2045 6). Damaged data decode as far as they can, never fail. */
public final class TransferDecoder {

    private static final byte[] BASE64 = base64Values();

    private TransferDecoder() {}

    /**
     * The octets that were encoded; absent if the encoding is unknown (RFC 3516 4.3: UNKNOWN-CTE). The encodings 7bit,
     * 8bit and binary answer the same octets without a copy, whatever these are.
     *
     * @param encoding compared without case
     */
    public static Optional<Octets> decode(String encoding, Octets encoded) {
        return switch (Ascii.lower(encoding)) {
            case "7bit", "8bit", "binary" -> Optional.of(encoded);
            case "base64" -> Optional.of(base64(encoded));
            case "quoted-printable" -> Optional.of(quotedPrintable(encoded));
            default -> Optional.empty();
        };
    }

    /**
     * RFC 2045 6.8. Octets outside the alphabet are skipped. Padding, or the end without it, ends a group: of its four
     * digits two make one octet, three make two, a single one is dropped. Data may go on after padding.
     */
    static Octets base64(Octets encoded) {
        byte[] from = encoded.array();
        byte[] decoded = new byte[(int) (encoded.length() * 3L / 4) + 3];
        int length = 0;
        int bits = 0;
        int digits = 0;
        for (int i = encoded.offset(); i < encoded.end(); i++) {
            int value = BASE64[from[i] & 0xFF];
            if (value >= 0) {
                bits = bits << 6 | value;
                digits++;
                if (digits == 4) {
                    decoded[length++] = (byte) (bits >> 16);
                    decoded[length++] = (byte) (bits >> 8);
                    decoded[length++] = (byte) bits;
                    digits = 0;
                }
            } else if (from[i] == '=') {
                length = endGroup(decoded, length, bits, digits);
                digits = 0;
            }
        }
        return new Octets(decoded, 0, endGroup(decoded, length, bits, digits));
    }

    private static int endGroup(byte[] decoded, int length, int bits, int digits) {
        int next = length;
        if (digits == 2) {
            decoded[next++] = (byte) (bits >> 4);
        } else if (digits == 3) {
            decoded[next++] = (byte) (bits >> 10);
            decoded[next++] = (byte) (bits >> 2);
        }
        return next;
    }

    private static byte[] base64Values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    /**
     * RFC 2045 6.7. White space before a line end is dropped (rule 3), line ends stay as they are. An equals sign before
     * a line end, or the end, is a soft line break; one before anything but two hexadecimal digits stays.
     */
    static Octets quotedPrintable(Octets encoded) {
        byte[] from = encoded.array();
        byte[] decoded = new byte[encoded.length()];
        int length = 0;
        int i = encoded.offset();
        while (i < encoded.end()) {
            int octet = from[i];
            int lineEnd = octet == '=' ? i + 1 : i;
            // Blanks decide only at a line end: look ahead over them once, then take them all.
            int afterBlanks = afterBlanks(from, lineEnd, encoded.end());
            int next = lineEndLength(from, afterBlanks, encoded.end());
            boolean ends = next > 0 || afterBlanks == encoded.end();
            if (octet == '=' && ends) {
                i = afterBlanks + next;
            } else if (octet == '=' && isHexPair(from, i + 1, encoded.end())) {
                decoded[length++] = (byte) (Ascii.hex(from[i + 1]) << 4 | Ascii.hex(from[i + 2]));
                i += 3;
            } else if (afterBlanks > i && octet != '=') {
                int kept = ends ? 0 : afterBlanks - i;
                System.arraycopy(from, i, decoded, length, kept);
                length += kept;
                i = afterBlanks;
            } else {
                decoded[length++] = from[i++];
            }
        }
        return new Octets(decoded, 0, length);
    }

    private static int afterBlanks(byte[] from, int position, int end) {
        int after = position;
        while (after < end && (from[after] == ' ' || from[after] == '\t')) {
            after++;
        }
        return after;
    }

    private static int lineEndLength(byte[] from, int position, int end) {
        if (position < end && from[position] == '\n') {
            return 1;
        }
        return position + 1 < end && from[position] == '\r' && from[position + 1] == '\n' ? 2 : 0;
    }

    private static boolean isHexPair(byte[] from, int position, int end) {
        return position + 1 < end && Ascii.hex(from[position]) >= 0 && Ascii.hex(from[position + 1]) >= 0;
    }
}
