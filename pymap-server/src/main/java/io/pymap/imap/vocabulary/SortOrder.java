package io.pymap.imap.vocabulary;

import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.summary.Derived;
import io.pymap.summary.HeaderKeys;
import io.pymap.summary.Summaries;
import io.pymap.summary.UnicodeCasemap;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** An order of messages: by one key after the other, and by their place in the mailbox in the end. RFC 5256 3. */
public record SortOrder(List<By> keys) implements Comparator<SortOrder.Ranked> {

    public SortOrder {
        keys = List.copyOf(keys);
    }

    /** A key, and whether the higher value comes first. */
    public record By(SortKey key, boolean reverse) {}

    /** A message and its values for each key. */
    public static final class Ranked {
        private final Numbered message;
        private final Comparable<?>[] values;

        Ranked(Numbered message, Comparable<?>[] values) {
            this.message = message;
            this.values = values;
        }

        public Numbered message() {
            return message;
        }
    }

    /** The message with its values, to be compared with others. */
    public Ranked rank(Numbered numbered, Summaries summaries) {
        Supplier<HeaderKeys> header = () -> summaries.get(Derived.HEADER_KEYS, numbered.message());
        Comparable<?>[] values = new Comparable<?>[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).key().of(numbered.message(), header);
        }
        return new Ranked(numbered, values);
    }

    @Override
    public int compare(Ranked one, Ranked other) {
        for (int i = 0; i < keys.size(); i++) {
            int difference = compare(one.values[i], other.values[i]);
            if (difference != 0) {
                return keys.get(i).reverse() ? -difference : difference;
            }
        }
        return Long.compare(one.message.message().uid(), other.message.message().uid());
    }

    @SuppressWarnings("unchecked") // values of one key are comparable with each other
    private static int compare(Comparable<?> one, Comparable<?> other) {
        if (one instanceof String text && other instanceof String otherText) {
            return Integer.signum(UnicodeCasemap.ORDER.compare(text, otherText));
        }
        return Integer.signum(((Comparable<Object>) one).compareTo(other));
    }
}
