package io.pymap.imap.vocabulary;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.syntax.UidSet;
import io.pymap.mailbox.Message;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What a search has found: messages in the order of the result. True until the view catches up. */
public final class Found {

    private final MailboxView view;
    private final int[] sequenceNumbers;
    private final boolean byUid;
    private final ToIntFunction<Numbered> relevancy;

    /** @param sequenceNumbers in the order of the result; not copied */
    public Found(MailboxView view, int[] sequenceNumbers, boolean byUid, ToIntFunction<Numbered> relevancy) {
        this.view = view;
        this.relevancy = relevancy;
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
        return new Found(view, Arrays.copyOfRange(sequenceNumbers, from, to), byUid, relevancy);
    }

    /** Those at these places. */
    public Found only(int... places) {
        return new Found(
                view, Arrays.stream(places).map(place -> sequenceNumbers[place]).toArray(), byUid, relevancy);
    }

    /** All numbers as a set, in the order of the result. RFC 5267 3.2: ranges are ascending. */
    public String set() {
        return UidSet.of(IntStream.range(0, count()).mapToObj(this::number).toList());
    }

    /** How well the message at that place is what was searched for, from 1 to 100; has to be worked out. RFC 6203 4. */
    public int relevancy(int place) {
        return relevancy.applyAsInt(numbered(place));
    }

    /** As {@link #relevancy(int)}, of a message that need not have been found then. */
    public int relevancy(Numbered message) {
        return relevancy.applyAsInt(message);
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
