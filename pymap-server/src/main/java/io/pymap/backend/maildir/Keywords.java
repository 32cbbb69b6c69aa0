package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code dovecot-keywords}: what the letters {@code a} to {@code z} in file names stand for. Immutable. A letter
 * that is taken stays so, also where its name is none that IMAP can show.
 */
final class Keywords {

    static final int MAX = 26;
    static final Keywords NONE = new Keywords(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(Keywords.class);

    private final List<String> names; // by letter; empty where the letter is free

    private Keywords(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** Reads what can be read. Where a letter comes twice, its last line counts. */
    static Keywords parse(byte[] octets) {
        List<String> names = new ArrayList<>();
        int skipped = 0;
        for (String line : new String(octets, ISO_8859_1).split("\r*(\n|$)")) {
            int space = line.indexOf(' ');
            OptionalInt index = space < 0 ? OptionalInt.empty() : number(line.substring(0, space));
            if (index.isEmpty() || space + 1 == line.length()) {
                skipped += line.isEmpty() ? 0 : 1;
                continue;
            }
            while (names.size() <= index.getAsInt()) {
                names.add("");
            }
            names.set(index.getAsInt(), line.substring(space + 1));
        }
        if (skipped > 0) {
            LOG.warn("dovecot-keywords: skipped {} lines that are not a number below 26 and a keyword", skipped);
        }
        return new Keywords(names);
    }

    private static OptionalInt number(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 2 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = number ? Integer.parseInt(digits) : MAX;
        return index < MAX ? OptionalInt.of(index) : OptionalInt.empty();
    }

    byte[] octets() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                out.append(i).append(' ').append(names.get(i)).append('\n');
            }
        }
        return out.toString().getBytes(ISO_8859_1);
    }

    /** The keyword of a letter's index; empty where the letter is free, or its name cannot be shown. */
    Optional<String> name(int index) {
        return index < names.size() && isKeyword(names.get(index)) ? Optional.of(names.get(index)) : Optional.empty();
    }

    /** The first letter that stands for this keyword. */
    OptionalInt index(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether all letters are taken. */
    boolean isFull() {
        return names.size() == MAX && !names.contains("");
    }

    /** These and this one; itself where it is among them, empty where all letters are taken. */
    Optional<Keywords> with(String name) {
        if (!isKeyword(name)) {
            throw new IllegalArgumentException("Expected a keyword");
        }
        if (index(name).isPresent()) {
            return Optional.of(this);
        }
        if (isFull()) {
            return Optional.empty();
        }
        List<String> more = new ArrayList<>(names);
        int free = more.indexOf("");
        if (free >= 0) {
            more.set(free, name);
        } else {
            more.add(name);
        }
        return Optional.of(new Keywords(more));
    }

    /** RFC 9051 9: flag-keyword is an atom. */
    private static boolean isKeyword(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F && "(){%*\"\\]".indexOf(c) < 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keywords that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
