package io.pymap.imap.command.fetch;

import io.pymap.imap.syntax.ArgumentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Part numbers, from the outermost. RFC 3501 6.4.5. None at all means the message itself. */
public record SectionPath(List<Integer> numbers) {

    static final SectionPath WHOLE = new SectionPath(List.of());

    private static final int MAX_DEPTH = 200;

    public SectionPath {
        numbers = List.copyOf(numbers);
    }

    /** Reads part numbers, if there are any, up to the word or bracket behind them. */
    public static SectionPath parse(ArgumentReader in) {
        List<Integer> numbers = new ArrayList<>();
        while (in.nextIsDigit()) {
            if (numbers.size() == MAX_DEPTH) {
                throw in.expected("at most " + MAX_DEPTH + " part numbers");
            }
            numbers.add((int) Math.min(in.nonZeroNumber(), Integer.MAX_VALUE));
            if (!in.nextIsDigitAfter('.')) {
                break;
            }
            in.expect('.');
        }
        return new SectionPath(numbers);
    }

    boolean isWhole() {
        return numbers.isEmpty();
    }

    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
