package io.pymap.thread;

import io.pymap.summary.HeaderKeys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links messages as their References say. RFC 5256 3, REFERENCES, steps (1) to (3). */
final class ReferenceLinks {

    /** How far up a loop is looked for. Beyond, no link is made, so that no mailbox costs more than its size. */
    private static final int MOST_ASKED = 10_000;

    private final Map<String, ThreadNode> byId = new HashMap<>();
    private final Set<ThreadNode> nodes = new LinkedHashSet<>();

    void add(long number, long date, HeaderKeys header) {
        ThreadNode last = null;
        for (String id : header.references()) {
            ThreadNode node = byId.computeIfAbsent(id, unknown -> dummy());
            if (last != null && node.parent().isEmpty()) {
                link(last, node);
            }
            last = node;
        }
        ThreadNode message = message(number, date, header);
        message.unlink(); // (1.B): the link came from a header that may have been cut
        if (last != null) {
            link(last, message);
        }
    }

    private ThreadNode dummy() {
        ThreadNode dummy = ThreadNode.dummy();
        nodes.add(dummy);
        return dummy;
    }

    private ThreadNode message(long number, long date, HeaderKeys header) {
        ThreadNode known = header.messageId().isEmpty() ? null : byId.get(header.messageId());
        if (known != null && known.isDummy()) {
            known.become(number, date, header.subject(), header.reply());
            return known;
        }
        ThreadNode message = ThreadNode.message(number, date, header.subject(), header.reply());
        nodes.add(message);
        if (known == null && !header.messageId().isEmpty()) { // else it is not the first of that id
            byId.put(header.messageId(), message);
        }
        return message;
    }

    private static void link(ThreadNode parent, ThreadNode child) {
        if (!child.isAtOrAbove(parent, MOST_ASKED)) {
            child.link(parent);
        }
    }

    /** Steps (2) and (3): the heads of all threads, without dummies that are of no use. */
    List<ThreadNode> heads() {
        List<ThreadNode> heads = new ArrayList<>();
        for (ThreadNode node : nodes) {
            node.parent().ifPresentOrElse(parent -> parent.add(node), () -> heads.add(node));
        }
        for (ThreadNode node : bottomUp(heads)) {
            prune(node);
        }
        List<ThreadNode> left = new ArrayList<>();
        for (ThreadNode head : heads) {
            if (!head.isDummy() || head.children().size() > 1) {
                left.add(head);
            } else {
                left.addAll(head.children());
            }
        }
        return left;
    }

    private static void prune(ThreadNode node) {
        if (node.children().stream().noneMatch(ThreadNode::isDummy)) {
            return;
        }
        List<ThreadNode> kept = new ArrayList<>();
        for (ThreadNode child : node.children()) {
            if (child.isDummy()) {
                kept.addAll(child.children()); // there are no dummies among them any more
            } else {
                kept.add(child);
            }
        }
        node.adopt(kept);
    }

    /** All nodes of these threads, each behind those below it. */
    static Collection<ThreadNode> bottomUp(List<ThreadNode> heads) {
        Deque<ThreadNode> ordered = new ArrayDeque<>();
        Deque<ThreadNode> waiting = new ArrayDeque<>(heads);
        while (!waiting.isEmpty()) {
            ThreadNode node = waiting.pop();
            ordered.push(node);
            node.children().forEach(waiting::push);
        }
        return ordered;
    }

    /** Step (6), and (4) with it. */
    static void sort(List<ThreadNode> heads) {
        for (ThreadNode node : bottomUp(heads)) {
            node.sortChildren();
        }
        heads.sort(ThreadNode.BY_DATE);
    }
}
