package io.pymap.mime;

import java.nio.charset.StandardCharsets;

/**
 * One field of a header, as it was written.
 *
 * @param name without the colon and without white space before it
 * @param value everything after the colon, folding included, without the line end that ends the field
 * @param whole the field from its name to its line end, both included
 */
public record Field(Octets name, Octets value, Octets whole) {

    /** True if this is the field's name, compared without case. */
    public boolean isNamed(String ascii) {
        return name.equalsIgnoreCase(ascii);
    }

    /** The field's name in lower case. */
    public String lowerCaseName() {
        return Ascii.lower(name.text(StandardCharsets.ISO_8859_1));
    }

    /**
     * The value unfolded: every CR, LF and NUL removed, white space at both ends off, cut after 64 KiB. One char for
     * each octet (ISO-8859-1), nothing decoded.
     */
    public String text() {
        byte[] array = value.array();
        int start = value.offset();
        while (start < value.end() && isBlank(array[start])) {
            start++;
        }
        byte[] kept = new byte[Math.min(value.end() - start, MimeLimits.TEXT)];
        int length = 0;
        for (int i = start; i < value.end() && length < kept.length; i++) {
            // RFC 3501 9: CHAR8 excludes NUL, so a NUL could not be sent in a string.
            if (array[i] != '\r' && array[i] != '\n' && array[i] != 0) {
                kept[length++] = array[i];
            }
        }
        while (length > 0 && isBlank(kept[length - 1])) {
            length--;
        }
        return new String(kept, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isBlank(byte octet) {
        return Ascii.isSpace(octet) || octet == 0;
    }
}
