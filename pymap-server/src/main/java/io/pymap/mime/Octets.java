package io.pymap.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A slice of an array: where some octets of a message lie.
 *
 * <p>Nothing is copied, so the array must not be written to. Two slices are equal when their octets are.
 *
 * @param offset of the first octet in the array
 * @param length in octets
 */
public record Octets(byte[] array, int offset, int length) {

    public Octets {
        Objects.checkFromIndexSize(offset, length, array.length);
    }

    /** The whole array. */
    public static Octets of(byte[] array) {
        return new Octets(array, 0, array.length);
    }

    static Octets between(byte[] array, int start, int end) {
        return new Octets(array, start, end - start);
    }

    /** Offset of the first octet after the slice. */
    public int end() {
        return offset + length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, end());
    }

    /** The octets in that charset; malformed ones become replacement characters. */
    public String text(Charset charset) {
        return new String(array, offset, length, charset);
    }

    /** True if the octets are that ASCII text, letters compared without case. */
    public boolean equalsIgnoreCase(String ascii) {
        if (ascii.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Ascii.lower(array[offset + i]) != Ascii.lower(ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(array, offset, end(), that.array, that.offset, that.end());
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < end(); i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The octets as ISO-8859-1, for messages of failed tests. */
    @Override
    public String toString() {
        return text(StandardCharsets.ISO_8859_1);
    }
}
