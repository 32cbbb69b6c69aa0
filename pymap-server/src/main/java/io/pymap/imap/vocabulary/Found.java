package io.pymap.imap.vocabulary;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.imap.syntax.UidSet;
import io.pymap.mailbox.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What a search has found: messages in the order of the result. True until the view catches up. */
public final class Found {

    private final MailboxView view;
    private final int[] sequenceNumbers;
    private final boolean byUid;

    /** @param sequenceNumbers in the order of the result; not copied */
    public Found(MailboxView view, int[] sequenceNumbers, boolean byUid) {
        this.view = view;
        this.sequenceNumbers = sequenceNumbers;
        this.byUid = byUid;
    }

    public int count() {
        return sequenceNumbers.length;
    }

    public boolean isEmpty() {
        return sequenceNumbers.length == 0;
    }

    public boolean byUid() {
        return byUid;
    }

    /** The UID or the sequence number at that place, from 0. */
    public long number(int place) {
        return byUid ? message(place).uid() : sequenceNumbers[place];
    }

    public Message message(int place) {
        return view.message(sequenceNumbers[place]);
    }

    public Numbered numbered(int place) {
        return new Numbered(sequenceNumbers[place], message(place));
    }

    /** Those from one place up to, and without, another. */
    public Found slice(int from, int to) {
        return new Found(view, Arrays.copyOfRange(sequenceNumbers, from, to), byUid);
    }

    /** Those at these places. */
    public Found only(int... places) {
        return new Found(
                view, Arrays.stream(places).map(place -> sequenceNumbers[place]).toArray(), byUid);
    }

    /** All numbers as a set, in the order of the result. RFC 5267 3.2: ranges are ascending. */
    public String set() {
        List<Range> ranges = new ArrayList<>();
        for (int place = 0; place < sequenceNumbers.length; place++) {
            long number = number(place);
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).last() + 1 == number) {
                ranges.set(last, new Range(ranges.get(last).first(), number));
            } else {
                ranges.add(new Range(number, number));
            }
        }
        return UidSet.ofRanges(ranges);
    }

    /** The UIDs in the order of the result. */
    public LongStream uids() {
        return IntStream.range(0, count()).mapToLong(place -> message(place).uid());
    }

    /** 0 where nothing was found. */
    public long highestModSeq() {
        long highest = 0;
        for (int place = 0; place < count(); place++) {
            highest = Math.max(highest, message(place).modSeq());
        }
        return highest;
    }
}
