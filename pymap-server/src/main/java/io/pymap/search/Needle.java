package io.pymap.search;

/** A text to be found in others without regard to case, in time linear in their length. */
public final class Needle {

    private final char[] text;
    private final int[] fallback; // Knuth, Morris and Pratt

    public Needle(String text) {
        this.text = text.toCharArray();
        for (int i = 0; i < this.text.length; i++) {
            this.text[i] = fold(this.text[i]);
        }
        fallback = new int[this.text.length];
        int matched = 0;
        for (int i = 1; i < this.text.length; i++) {
            while (matched > 0 && this.text[i] != this.text[matched]) {
                matched = fallback[matched - 1];
            }
            if (this.text[i] == this.text[matched]) {
                matched++;
            }
            fallback[i] = matched;
        }
    }

    /** Whether the haystack has the text in it. An empty text is in all. */
    public boolean isIn(CharSequence haystack) {
        if (text.length == 0) {
            return true;
        }
        int matched = 0;
        for (int i = 0; i < haystack.length(); i++) {
            char c = fold(haystack.charAt(i));
            while (matched > 0 && c != text[matched]) {
                matched = fallback[matched - 1];
            }
            if (c == text[matched] && ++matched == text.length) {
                return true;
            }
        }
        return false;
    }

    private static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
