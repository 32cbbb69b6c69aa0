package io.pymap.transcript;

import java.util.List;
import java.util.Locale;

/**
 * A command that the client has sent.
 *
 * @param line its first one
 * @param name in upper case, such as {@code UID FETCH}
 * @param arguments as they were sent
 * @param words as {@link Exchange#words}
 */
record SentCommand(Line line, String tag, String name, String arguments, List<String> words) {

    static SentCommand of(Line line, Said said) {
        List<String> words = CommandWords.of(said.text());
        String name = words.isEmpty() ? "" : words.get(0).toUpperCase(Locale.ROOT);
        return new SentCommand(
                line,
                said.tag(),
                name,
                said.text().substring(Math.min(name.length(), said.text().length())),
                words);
    }

    /** The word at that place behind the name, in upper case; empty where there is none. */
    String argument(int place) {
        return words.size() > place ? words.get(place).toUpperCase(Locale.ROOT) : "";
    }

    List<NumberSet> sequenceNumbers() {
        return SequenceNumbers.in(name, arguments).stream()
                .map(NumberSet::parse)
                .toList();
    }
}
