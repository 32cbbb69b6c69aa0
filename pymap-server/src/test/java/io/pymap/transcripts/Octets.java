package io.pymap.transcripts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Octets as scripts show them: {@code \xHH} for what is not printable, and in literals {@code \r}, {@code \n}, {@code \\}. */
final class Octets {

    private Octets() {}

    /** As in a line: {@code \xHH} only, since backslashes stand in flags. */
    static byte[] unescape(String text) {
        return unescape(text, false);
    }

    static byte[] unescapeLiteral(String text) {
        return unescape(text, true);
    }

    private static byte[] unescape(String text, boolean literal) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\\'
                    && next == 'x'
                    && i + 3 < text.length()
                    && isHex(text.charAt(i + 2))
                    && isHex(text.charAt(i + 3))) {
                octets.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else if (literal && c == '\\' && "rn\\".indexOf(next) >= 0) {
                octets.write(next == 'r' ? '\r' : next == 'n' ? '\n' : '\\');
                i++;
            } else {
                byte[] utf8 = String.valueOf(c).getBytes(UTF_8);
                octets.write(utf8, 0, utf8.length);
            }
        }
        return octets.toByteArray();
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }

    static String show(byte[] octets) {
        return show(octets, false);
    }

    static String showLiteral(byte[] octets) {
        return show(octets, true);
    }

    private static String show(byte[] octets, boolean literal) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(octets, ISO_8859_1).toCharArray()) {
            if (literal && (c == '\r' || c == '\n' || c == '\\')) {
                text.append('\\').append(c == '\r' ? 'r' : c == '\n' ? 'n' : '\\');
            } else if (c >= 0x20 && c < 0x7F) {
                text.append(c);
            } else {
                text.append(String.format("\\x%02X", (int) c));
            }
        }
        return text.toString();
    }
}
