package io.pymap.summary;

import java.text.Normalizer;
import java.util.Comparator;

/**
 * The collation i;unicode-casemap (RFC 5051), which SORT and THREAD use (RFC 5256 7): characters in title case, then
 * decomposed, compared as UTF-8 is.
 */
public final class UnicodeCasemap {

    /** Orders keys as their octets in UTF-8 are. UTF-16 does so too but for surrogates, which come before U+E000 there. */
    public static final Comparator<String> ORDER = UnicodeCasemap::compare;

    private UnicodeCasemap() {}

    /** What is compared in place of the text: equal for texts that count as equal. */
    public static String key(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean ascii = true;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (character < 0x80) {
                folded.append((char) (character >= 'a' && character <= 'z' ? character - 32 : character));
            } else {
                ascii = false;
                folded.appendCodePoint(Character.toTitleCase(character));
            }
        }
        return ascii ? folded.toString() : Normalizer.normalize(folded, Normalizer.Form.NFKD);
    }

    private static int compare(String first, String second) {
        int length = Math.min(first.length(), second.length());
        for (int i = 0; i < length; i++) {
            char a = first.charAt(i);
            char b = second.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                return surrogateA == surrogateB ? Character.compare(a, b) : surrogateA ? 1 : -1;
            }
        }
        return Integer.compare(first.length(), second.length());
    }
}
