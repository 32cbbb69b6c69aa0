package io.pymap.imap.syntax;

import java.util.List;

/** Writes UIDs as a uid-set, runs of consecutive ones as a range, in the order given. RFC 4315 4. */
public final class UidSet {

    private UidSet() {}

    public static String of(List<Long> uids) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < uids.size(); i++) {
            long first = uids.get(i);
            long last = first;
            while (i + 1 < uids.size() && uids.get(i + 1) == last + 1) {
                last++;
                i++;
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
