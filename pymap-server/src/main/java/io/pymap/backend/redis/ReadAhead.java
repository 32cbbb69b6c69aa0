package io.pymap.backend.redis;

import io.pymap.mailbox.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Guesses what will be read of a mailbox next, so that one round trip brings the content of many messages. Whoever reads
 * message after message, as FETCH and SEARCH do, gets more and more ahead of time. A wrong guess costs only time.
 */
final class ReadAhead {

    private static final int MOST_MESSAGES = 128;
    private static final long MOST_OCTETS = 1 << 20;

    /** Messages that may be passed over without ending a run. */
    private static final int MOST_LEFT_OUT = 4;

    private final Neighbours neighbours;
    private final Map<String, Run> runs = new ConcurrentHashMap<>(); // by what is read

    /** Tells which messages follow a UID, as far as that is known here. */
    interface Neighbours {
        List<Message> after(long uid, int most);
    }

    /** @param last the UID up to which has been read */
    private record Run(long last, int length) {}

    ReadAhead(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** What to read together with that message. */
    List<Message> with(long uid, String field, boolean octets) {
        Run before = runs.getOrDefault(field, new Run(0, 0));
        boolean goesOn = uid > before.last
                && neighbours.after(before.last, MOST_LEFT_OUT + 1).stream().anyMatch(next -> next.uid() == uid);
        int length = goesOn ? Math.min(Math.max(4, 2 * before.length), MOST_MESSAGES) : 0;
        List<Message> ahead = new ArrayList<>();
        long sum = 0;
        for (Message next : length == 0 ? List.<Message>of() : neighbours.after(uid, length)) {
            sum += octets ? next.size() : 0;
            if (sum > MOST_OCTETS) {
                break;
            }
            ahead.add(next);
        }
        long last = ahead.isEmpty() ? uid : ahead.get(ahead.size() - 1).uid();
        runs.put(field, new Run(last, Math.max(length, 1)));
        return ahead;
    }
}
