package io.pymap.backend.maildir;

import java.util.OptionalLong;

/**
 * The name of a message's file, taken apart.
 *
 * @param base what names the message for good and stands in {@code dovecot-uidlist}: all before the delimiter
 * @param physicalSize the octets of the file, where the base tells them ({@code ,S=})
 * @param virtualSize the octets of the message with CRLF line ends, where the base tells them ({@code ,W=})
 * @param info the letters of its flags
 */
record FileName(String base, OptionalLong physicalSize, OptionalLong virtualSize, String info) {

    private static final String FLAGS = "2,";
    private static final int MAX_DIGITS = 18;

    /** Any name has a base; what is not understood after the delimiter counts as no flags. */
    static FileName parse(String name, char delimiter) {
        int end = name.indexOf(delimiter);
        String base = end < 0 ? name : name.substring(0, end);
        String rest =
                name.substring(name.lastIndexOf(delimiter) + 1); // as Dovecot: should there be two, the last counts
        String info = end >= 0 && rest.startsWith(FLAGS) ? rest.substring(FLAGS.length()) : "";
        return new FileName(base, size(base, 'S'), size(base, 'W'), info);
    }

    private static OptionalLong size(String base, char letter) {
        int at = base.indexOf("," + letter + "=");
        if (at < 0) {
            return OptionalLong.empty();
        }
        int start = at + 3;
        int end = base.indexOf(',', start);
        String digits = base.substring(start, end < 0 ? base.length() : end);
        boolean number = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** The name as a file in {@code cur} has it, or without flags one in {@code new}. */
    String text(char delimiter, boolean withInfo) {
        return withInfo ? inCur(base, delimiter, info) : base;
    }

    /** The name of a file in {@code cur}. */
    static String inCur(String base, char delimiter, String info) {
        return base + delimiter + FLAGS + info;
    }

    FileName withInfo(String letters) {
        return new FileName(base, physicalSize, virtualSize, letters);
    }
}
