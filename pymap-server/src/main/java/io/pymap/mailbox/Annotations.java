package io.pymap.mailbox;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clients have noted down about a mailbox or a server: entries, each with a value of any octets. RFC 5464. Entries
 * below {@code /private/} are their owner's, those below {@code /shared/} everybody's. Names are compared without regard
 * to case and kept in lower case. Immutable, if nobody changes the arrays.
 */
public final class Annotations {

    /** Octets of a value. */
    public static final int MAX_VALUE = 64 << 10;

    /** Octets of the name of an entry. */
    public static final int MAX_NAME = 1_000;

    /** Entries of one mailbox or server. */
    public static final int MAX_ENTRIES = 1_000;

    public static final Annotations NONE = new Annotations(new TreeMap<>());

    private final SortedMap<String, byte[]> values;

    private Annotations(SortedMap<String, byte[]> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    public static Annotations of(Map<String, byte[]> values) {
        Map<String, Optional<byte[]>> changes = new TreeMap<>();
        values.forEach((entry, value) -> changes.put(entry, Optional.of(value)));
        return NONE.with(changes);
    }

    public Optional<byte[]> value(String entry) {
        return Optional.ofNullable(values.get(entry.toLowerCase(Locale.ROOT)));
    }

    /** All of them, sorted by entry. */
    public SortedMap<String, byte[]> asMap() {
        return values;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * These with the given entries set, or removed where the value is empty.
     *
     * @throws MailboxException.OverLimit where a name, a value or their number is larger than the limits above; what is
     *     removed is removed first
     */
    public Annotations with(Map<String, Optional<byte[]>> changes) {
        TreeMap<String, byte[]> after = new TreeMap<>(values);
        changes.forEach((entry, value) -> {
            String name = entry.toLowerCase(Locale.ROOT);
            if (value.isEmpty()) {
                after.remove(name);
            } else if (name.length() > MAX_NAME || value.get().length > MAX_VALUE) {
                throw new MailboxException.OverLimit("Annotations have at most " + MAX_VALUE + " octets");
            } else {
                after.put(name, value.get());
            }
        });
        if (after.size() > MAX_ENTRIES && after.size() > values.size()) {
            throw new MailboxException.OverLimit("A mailbox has at most " + MAX_ENTRIES + " annotations");
        }
        return new Annotations(after);
    }
}
