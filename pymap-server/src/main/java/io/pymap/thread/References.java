package io.pymap.thread;

import io.pymap.mailbox.InternalDate;
import io.pymap.summary.HeaderKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Threads by References, and by subjects where these say nothing. RFC 5256 3, REFERENCES. */
public final class References implements ThreadAlgorithm {

    private final ReferenceLinks links = new ReferenceLinks();

    @Override
    public void add(long number, InternalDate arrival, HeaderKeys header) {
        links.add(number, header.sentOr(arrival), header);
    }

    @Override
    public List<ThreadNode> threads() {
        List<ThreadNode> heads = links.heads();
        ReferenceLinks.sort(heads);
        mergeBySubject(heads);
        ReferenceLinks.sort(heads);
        return heads;
    }

    /** Step (5). */
    private static void mergeBySubject(List<ThreadNode> heads) {
        Map<String, ThreadNode> table = subjectTable(heads);
        Set<ThreadNode> merged = new HashSet<>();
        Map<ThreadNode, ThreadNode> inPlaceOf = new HashMap<>();
        for (ThreadNode head : heads) {
            String subject = head.subject();
            ThreadNode other = table.get(subject);
            if (subject.isEmpty() || other == null || other == head) {
                continue;
            }
            if (head.isDummy() && other.isDummy()) {
                List.copyOf(head.children()).forEach(other::add);
                merged.add(head);
            } else if (other.isDummy() || (head.isReply() && !other.isReply())) {
                other.add(head);
                merged.add(head);
            } else {
                ThreadNode dummy = ThreadNode.dummy();
                dummy.add(other);
                dummy.add(head);
                table.put(subject, dummy);
                inPlaceOf.put(other, dummy);
                merged.add(head);
            }
        }
        heads.removeAll(merged);
        heads.replaceAll(head -> inPlaceOf.getOrDefault(head, head));
    }

    /** Step (5.B). */
    private static Map<String, ThreadNode> subjectTable(List<ThreadNode> heads) {
        Map<String, ThreadNode> table = new HashMap<>();
        for (ThreadNode head : heads) {
            String subject = head.subject();
            if (subject.isEmpty()) {
                continue;
            }
            table.merge(
                    subject,
                    head,
                    (known, current) ->
                            !known.isDummy() && (current.isDummy() || (known.isReply() && !current.isReply()))
                                    ? current
                                    : known);
        }
        return table;
    }
}
