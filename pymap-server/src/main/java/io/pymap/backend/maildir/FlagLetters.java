package io.pymap.backend.maildir;

import io.pymap.mailbox.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Flags as letters in a file name: five for system flags, {@code a} to {@code z} for what {@code dovecot-keywords} says of
 * them. Letters that mean nothing here stay where they are: {@code P}, say, which mail readers set on what was passed on.
 */
final class FlagLetters {

    private static final Map<Character, String> SYSTEM =
            Map.of('D', Flags.DRAFT, 'F', Flags.FLAGGED, 'R', Flags.ANSWERED, 'S', Flags.SEEN, 'T', Flags.DELETED);

    /** What follows it belongs to somebody else. */
    private static final char END = ',';

    private FlagLetters() {}

    static Flags flags(String info, Keywords keywords) {
        List<String> flags = new ArrayList<>();
        for (char letter : letters(info).toCharArray()) {
            flag(letter, keywords).ifPresent(flags::add);
        }
        return Flags.of(flags);
    }

    /**
     * The letters of these flags, in ASCII order. Keywords that have no letter are left out.
     *
     * @param before what the name had until now: letters that this class does not understand are taken from it
     */
    static String info(Flags flags, Keywords keywords, String before) {
        TreeSet<Character> letters = new TreeSet<>();
        SYSTEM.forEach((letter, flag) -> {
            if (flags.contains(flag)) {
                letters.add(letter);
            }
        });
        flags.keywords().forEach(name -> keywords.index(name).ifPresent(index -> letters.add((char) ('a' + index))));
        String old = letters(before);
        for (char letter : old.toCharArray()) {
            if (flag(letter, keywords).isEmpty()) {
                letters.add(letter);
            }
        }
        StringBuilder info = new StringBuilder();
        letters.forEach(info::append);
        return info.append(before, old.length(), before.length()).toString();
    }

    /** Those keywords of the flags that no letter stands for: file names cannot tell them, so our index alone does. */
    static Flags withoutLetter(Flags flags, Keywords keywords) {
        List<String> left = new ArrayList<>();
        for (String name : flags.keywords()) {
            if (keywords.index(name).isEmpty()) {
                left.add(name);
            }
        }
        return Flags.of(left);
    }

    private static Optional<String> flag(char letter, Keywords keywords) {
        return letter >= 'a' && letter <= 'z' ? keywords.name(letter - 'a') : Optional.ofNullable(SYSTEM.get(letter));
    }

    private static String letters(String info) {
        int end = info.indexOf(END);
        return end < 0 ? info : info.substring(0, end);
    }
}
