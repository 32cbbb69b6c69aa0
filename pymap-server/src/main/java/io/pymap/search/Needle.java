package io.pymap.search;

/** A text to be found in others by {@link CaseMap}, in time linear in their length. */
public final class Needle implements Scorer {

    private final char[] text;
    private final int[] fallback; // Knuth, Morris and Pratt

    public Needle(String text) {
        this.text = CaseMap.of(text).toCharArray();
        fallback = new int[this.text.length];
        int matched = 0;
        for (int i = 1; i < this.text.length; i++) {
            matched = next(matched, this.text[i]);
            fallback[i] = matched;
        }
    }

    /** How much of the text is matched with that character, where so much was without it. */
    private int next(int matched, char c) {
        int left = matched;
        while (left > 0 && c != text[left]) {
            left = fallback[left - 1];
        }
        return c == text[left] ? left + 1 : left;
    }

    @Override
    public int score(CharSequence haystack) {
        return isIn(haystack) ? MOST : 0;
    }

    /** Whether the haystack has the text in it. An empty text is in all. */
    public boolean isIn(CharSequence haystack) {
        if (text.length == 0) {
            return true;
        }
        Search search = new Search();
        CaseMap.map(haystack, search);
        return search.matched == text.length;
    }

    private final class Search implements CaseMap.Taker {
        private int matched;

        @Override
        public boolean take(char mapped) {
            matched = next(matched, mapped);
            return matched < text.length;
        }
    }
}
