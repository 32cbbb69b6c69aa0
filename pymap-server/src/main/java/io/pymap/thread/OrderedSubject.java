package io.pymap.thread;

import io.pymap.mailbox.InternalDate;
import io.pymap.summary.HeaderKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Threads by subjects: the oldest message of each, and all others below it. RFC 5256 3, ORDEREDSUBJECT. */
public final class OrderedSubject implements ThreadAlgorithm {

    private final Map<String, List<ThreadNode>> bySubject = new LinkedHashMap<>();

    @Override
    public void add(long number, InternalDate arrival, HeaderKeys header) {
        bySubject
                .computeIfAbsent(header.subject(), subject -> new ArrayList<>(1))
                .add(ThreadNode.message(number, header.sentOr(arrival), header.subject(), header.reply()));
    }

    @Override
    public List<ThreadNode> threads() {
        List<ThreadNode> heads = new ArrayList<>(bySubject.size());
        for (List<ThreadNode> thread : bySubject.values()) {
            thread.sort(ThreadNode.BY_DATE);
            ThreadNode head = thread.get(0);
            head.adopt(thread.subList(1, thread.size()));
            heads.add(head);
        }
        heads.sort(ThreadNode.BY_DATE);
        return heads;
    }
}
