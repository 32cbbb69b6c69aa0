package io.pymap.mailbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A set of message flags, in the order in which they are shown: system flags, then keywords.
 *
 * <p>Names are compared without regard to case (RFC 9051 2.3.2); system flags are written as the RFC does, keywords as
 * they first came. {@code \Recent} belongs to a session and never stands in here. Immutable.
 */
public final class Flags implements Iterable<String> {

    public static final String ANSWERED = "\\Answered";
    public static final String DELETED = "\\Deleted";
    public static final String DRAFT = "\\Draft";
    public static final String FLAGGED = "\\Flagged";
    public static final String RECENT = "\\Recent";
    public static final String SEEN = "\\Seen";

    public static final Flags NONE = new Flags(new String[0]);

    /** The system flags that can be stored. RFC 9051 2.3.2. */
    public static final Flags SYSTEM = of(ANSWERED, DELETED, DRAFT, FLAGGED, SEEN);

    private static final Comparator<String> ORDER = Comparator.<String, Boolean>comparing(
                    flag -> flag.charAt(0) != '\\')
            .thenComparing(String.CASE_INSENSITIVE_ORDER);

    private final String[] sorted;

    private Flags(String[] sorted) {
        this.sorted = sorted;
    }

    public static Flags of(String... flags) {
        return of(List.of(flags));
    }

    public static Flags of(Collection<String> flags) {
        TreeSet<String> set = new TreeSet<>(ORDER);
        for (String flag : flags) {
            set.add(canonical(flag));
        }
        return set.isEmpty() ? NONE : new Flags(set.toArray(String[]::new));
    }

    private static String canonical(String flag) {
        if (flag.length() < 2 || flag.charAt(0) != '\\') {
            return flag;
        }
        return "\\" + flag.substring(1, 2).toUpperCase(Locale.ROOT)
                + flag.substring(2).toLowerCase(Locale.ROOT);
    }

    public boolean contains(String flag) {
        return Arrays.binarySearch(sorted, flag, ORDER) >= 0;
    }

    public Flags plus(Flags others) {
        if (sorted.length == 0) {
            return others;
        }
        for (String flag : others.sorted) {
            if (!contains(flag)) {
                TreeSet<String> set = new TreeSet<>(ORDER);
                Collections.addAll(set, sorted);
                Collections.addAll(set, others.sorted);
                return new Flags(set.toArray(String[]::new));
            }
        }
        return this;
    }

    public Flags minus(Flags others) {
        String[] left =
                Arrays.stream(sorted).filter(flag -> !others.contains(flag)).toArray(String[]::new);
        return left.length == sorted.length ? this : left.length == 0 ? NONE : new Flags(left);
    }

    /** The flags of this set that are no system flags. */
    public Flags keywords() {
        String[] left =
                Arrays.stream(sorted).filter(flag -> flag.charAt(0) != '\\').toArray(String[]::new);
        return left.length == sorted.length ? this : left.length == 0 ? NONE : new Flags(left);
    }

    public int size() {
        return sorted.length;
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public List<String> asList() {
        return List.of(sorted);
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.asList(sorted).iterator();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Flags that) || sorted.length != that.sorted.length) {
            return false;
        }
        for (int i = 0; i < sorted.length; i++) {
            if (!sorted[i].equalsIgnoreCase(that.sorted[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (String flag : sorted) {
            hash = 31 * hash + flag.toLowerCase(Locale.ROOT).hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return "(" + String.join(" ", sorted) + ")";
    }
}
