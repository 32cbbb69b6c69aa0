package io.pymap.search;

import java.text.Normalizer;

/**
 * The collation i;unicode-casemap (RFC 5051): letters are equal whatever their case, and however they are composed.
 *
 * <p>One difference: marks on one letter are put into their canonical order, so that their order in the text does not
 * matter.
 */
public final class CaseMap {

    /** Characters that are decomposed at once: some of them become eighteen. */
    private static final int MOST_AT_ONCE = 1024;

    /** Takes the characters of a mapped text, one after the other. */
    interface Taker {
        /** False when it has seen enough. */
        boolean take(char mapped);
    }

    private CaseMap() {}

    /** The text in a form that is equal for all texts that count as equal. */
    public static String of(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        map(text, c -> {
            mapped.append(c);
            return true;
        });
        return mapped.toString();
    }

    /** Maps character by character, without a copy of the whole. */
    static void map(CharSequence text, Taker taker) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < 0x80) {
                if (!taker.take(fold(c))) {
                    return;
                }
                at++;
                continue;
            }
            int end = endOfRun(text, at);
            String decomposed = Normalizer.normalize(text.subSequence(at, end), Normalizer.Form.NFKD);
            for (int i = 0; i < decomposed.length(); i++) {
                if (!taker.take(fold(decomposed.charAt(i)))) {
                    return;
                }
            }
            at = end;
        }
    }

    private static int endOfRun(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && end - from < MOST_AT_ONCE && text.charAt(end) >= 0x80) {
            end++;
        }
        boolean splitsPair = end < text.length()
                && end - from > 1
                && Character.isHighSurrogate(text.charAt(end - 1))
                && Character.isLowSurrogate(text.charAt(end));
        return splitsPair ? end - 1 : end;
    }

    private static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
