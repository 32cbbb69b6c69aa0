package io.pymap.mime;

/** ASCII characters as header syntax sorts them. */
final class Ascii {

    private Ascii() {}

    static int lower(int character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    /** The text with its ASCII letters in lower case; other characters stand for octets and stay. */
    static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (lower(text.charAt(i)) != text.charAt(i)) {
                StringBuilder lowered = new StringBuilder(text);
                for (int j = i; j < lowered.length(); j++) {
                    lowered.setCharAt(j, (char) lower(lowered.charAt(j)));
                }
                return lowered.toString();
            }
        }
        return text;
    }

    static boolean isSpace(int character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLetter(int character) {
        return lower(character) >= 'a' && lower(character) <= 'z';
    }

    /** Value of a hexadecimal digit of either case, -1 for another character. */
    static int hex(int character) {
        if (isDigit(character)) {
            return character - '0';
        }
        int letter = lower(character);
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
