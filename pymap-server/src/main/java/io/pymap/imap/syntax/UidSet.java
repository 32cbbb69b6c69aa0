package io.pymap.imap.syntax;

import io.pymap.imap.syntax.MessageSet.Range;
import java.util.List;

/** Writes UIDs as a uid-set, runs of consecutive ones as a range, in the order given. RFC 4315 4. */
public final class UidSet {

    private UidSet() {}

    public static String of(List<Long> uids) {
        return ofRanges(uids.stream().map(uid -> new Range(uid, uid)).toList());
    }

    /** As {@link #of}, of ranges, each ascending. */
    public static String ofRanges(List<Range> ranges) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges.size(); i++) {
            long first = ranges.get(i).first();
            long last = ranges.get(i).last();
            while (i + 1 < ranges.size() && ranges.get(i + 1).first() == last + 1) {
                last = ranges.get(++i).last();
            }
            if (text.length() > 0) {
                text.append(',');
            }
            text.append(first);
            if (last > first) {
                text.append(':').append(last);
            }
        }
        return text.toString();
    }
}
