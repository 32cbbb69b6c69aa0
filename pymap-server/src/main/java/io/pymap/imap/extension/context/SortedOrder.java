package io.pymap.imap.extension.context;

import io.pymap.imap.extension.context.UpdatedResult.Placed;
import io.pymap.imap.extension.context.UpdatedResult.Places;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.vocabulary.SortOrder;
import io.pymap.imap.vocabulary.SortOrder.Ranked;
import io.pymap.summary.Summaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A result of SORT. What it is sorted by never changes in a message. */
final class SortedOrder implements Places {

    private final SortOrder order;
    private final Summaries summaries;
    private final List<Ranked> sorted;

    /** @param found in that order */
    SortedOrder(SortOrder order, Summaries summaries, List<Numbered> found) {
        this.order = order;
        this.summaries = summaries;
        this.sorted = new ArrayList<>(found.size());
        found.forEach(message -> sorted.add(order.rank(message, summaries)));
    }

    @Override
    public boolean contains(Numbered message) {
        return place(order.rank(message, summaries)) >= 0;
    }

    private int place(Ranked message) {
        return Collections.binarySearch(sorted, message, order);
    }

    @Override
    public int size() {
        return sorted.size();
    }

    @Override
    public List<Placed> add(List<Numbered> messages) {
        List<Placed> placed = new ArrayList<>();
        for (Ranked message : ranked(messages)) {
            int place = -1 - place(message);
            sorted.add(place, message);
            placed.add(new Placed(place + 1, message.message()));
        }
        return placed;
    }

    @Override
    public List<Placed> remove(List<Numbered> messages) {
        List<Placed> placed = new ArrayList<>();
        for (Ranked message : ranked(messages)) {
            int place = place(message);
            sorted.remove(place);
            placed.add(new Placed(place + 1, message.message()));
        }
        return placed;
    }

    private List<Ranked> ranked(List<Numbered> messages) {
        return messages.stream()
                .map(message -> order.rank(message, summaries))
                .sorted(order)
                .toList();
    }
}
