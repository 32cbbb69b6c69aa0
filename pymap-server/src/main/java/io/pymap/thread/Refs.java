package io.pymap.thread;

import io.pymap.mailbox.InternalDate;
import io.pymap.summary.HeaderKeys;
import java.util.List;

/**
 * Threads by References only, by the dates on which messages came in, and those that something came into last at the end.
 * draft-ietf-morg-inthread, REFS.
 */
public final class Refs implements ThreadAlgorithm {

    private final ReferenceLinks links = new ReferenceLinks();

    @Override
    public void add(long number, InternalDate arrival, HeaderKeys header) {
        links.add(number, arrival.epochSecond(), header);
    }

    @Override
    public List<ThreadNode> threads() {
        List<ThreadNode> heads = links.heads();
        ReferenceLinks.sort(heads);
        for (ThreadNode head : heads) {
            ThreadNode newest = head;
            for (ThreadNode node : ReferenceLinks.bottomUp(List.of(head))) {
                newest = !node.isDummy() && node.date() >= newest.date() ? node : newest;
            }
            head.countAs(newest.date(), head.order());
        }
        heads.sort(ThreadNode.BY_DATE);
        return heads;
    }
}
