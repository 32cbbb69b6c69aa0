package io.pymap.search;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words to be found in any order, also within others and with a letter that is wrong, missing or too many; in longer words
 * with two. RFC 6203 3. Takes time linear in the text, as only words of about the same length are compared.
 */
final class FuzzyNeedle implements Scorer {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int MAX_WORDS = 20;
    private static final int LONGEST_COMPARED = 40;

    private static final int PART_OF_WORD = 80;
    private static final int LOST_BY_ERROR = 30;

    private final List<String> words;

    /** @param text of which the first words count, if there are many */
    FuzzyNeedle(String text) {
        words = words(text).limit(MAX_WORDS).toList();
    }

    private static Stream<String> words(CharSequence text) {
        return BETWEEN_WORDS.splitAsStream(CaseMap.of(text.toString())).filter(word -> !word.isEmpty());
    }

    /** The average of all words, of which each must be there in some form. */
    @Override
    public int score(CharSequence text) {
        if (words.isEmpty()) {
            return MOST;
        }
        int[] best = new int[words.size()];
        words(text).forEach(word -> {
            for (int i = 0; i < best.length; i++) {
                if (best[i] < MOST) {
                    best[i] = Math.max(best[i], score(words.get(i), word));
                }
            }
        });
        boolean all = Arrays.stream(best).allMatch(score -> score > 0);
        return all ? Arrays.stream(best).sum() / best.length : 0;
    }

    private static int score(String wanted, String word) {
        if (word.equals(wanted)) {
            return MOST;
        }
        if (word.contains(wanted)) {
            return PART_OF_WORD;
        }
        int allowed = wanted.length() < 4 ? 0 : wanted.length() < 8 ? 1 : 2;
        int errors = errors(wanted, word, allowed);
        return errors > allowed ? 0 : MOST - LOST_BY_ERROR * errors;
    }

    /** How many letters are to be changed, taken out or put in to make one of the other; at least one more than that where more. */
    private static int errors(String one, String other, int most) {
        int tooMany = most + 1;
        if (most == 0 || Math.abs(one.length() - other.length()) > most || other.length() > LONGEST_COMPARED) {
            return tooMany;
        }
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return Math.min(tooMany, above[other.length()]);
    }
}
