package io.pymap.imap.command.search;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.vocabulary.SortOrder;
import io.pymap.imap.vocabulary.SortOrder.Ranked;
import io.pymap.summary.Summaries;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Puts messages into an order, some at a time: looks at each of them, sorts runs of them, and merges the runs.
 *
 * <p>Messages that are equal in all keys stay in the order of the mailbox.
 */
final class Sorting implements Steps.Work {

    /** Messages that are looked at in one step; each may have to be read. */
    private static final int LOOKED_AT_A_STEP = 200;

    /** Messages that are sorted, or merged, in one step. */
    private static final int SORTED_A_STEP = 8_192;

    private final MailboxView view;
    private final SortOrder order;
    private final Summaries summaries;
    private final int[] numbers;
    private final Ranked[] ranked;
    private final int[] sorted;
    private final PriorityQueue<Run> runs;
    private int looked;
    private int behindRuns;
    private int merged;

    /** @param numbers sequence numbers in the view, ascending */
    Sorting(MailboxView view, int[] numbers, SortOrder order, Summaries summaries) {
        this.view = view;
        this.order = order;
        this.summaries = summaries;
        this.numbers = numbers;
        this.ranked = new Ranked[numbers.length];
        this.sorted = new int[numbers.length];
        this.runs = new PriorityQueue<>(Comparator.comparing(run -> ranked[run.next], order));
    }

    /** A part of {@code ranked} that is in order. */
    private record Run(int next, int end) {}

    @Override
    public boolean advance() {
        if (looked < numbers.length) {
            int end = Math.min(numbers.length, looked + LOOKED_AT_A_STEP);
            while (looked < end) {
                int number = numbers[looked];
                ranked[looked++] = order.rank(new Numbered(number, view.message(number)), summaries);
            }
        } else if (behindRuns < numbers.length) {
            int end = Math.min(numbers.length, behindRuns + SORTED_A_STEP);
            Arrays.sort(ranked, behindRuns, end, order);
            runs.add(new Run(behindRuns, end));
            behindRuns = end;
        } else {
            merge();
        }
        return merged < numbers.length;
    }

    private void merge() {
        int end = Math.min(numbers.length, merged + SORTED_A_STEP);
        while (merged < end) {
            Run run = runs.remove();
            sorted[merged++] = ranked[run.next].message().sequenceNumber();
            if (run.next + 1 < run.end) {
                runs.add(new Run(run.next + 1, run.end));
            }
        }
    }

    /** The sequence numbers in that order, at the end. */
    int[] sorted() {
        return sorted;
    }
}
