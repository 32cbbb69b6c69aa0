package io.pymap.imap.command.search;

import io.pymap.imap.syntax.MessageSet;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import java.util.List;

/** The message is in a set of numbers or UIDs. */
record InSet(MessageSet set) implements Criterion {

    @Override
    public boolean matches(Candidate message) {
        throw new IllegalStateException("'*' is no number yet");
    }

    @Override
    public Criterion within(Extent extent) {
        if (set.saved()) {
            return message -> extent.isSaved().test(message.message().uid());
        }
        List<MessageSet.Range> ranges = set.resolve(set.byUid() ? extent.lastUid() : extent.messages());
        return message -> isIn(ranges, set.byUid() ? message.message().uid() : message.sequenceNumber());
    }

    /** The ranges are in ascending order. */
    private static boolean isIn(List<MessageSet.Range> ranges, long number) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (number < ranges.get(middle).first()) {
                high = middle - 1;
            } else if (number > ranges.get(middle).last()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
