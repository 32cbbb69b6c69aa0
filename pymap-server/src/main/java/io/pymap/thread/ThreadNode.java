package io.pymap.thread;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message in a thread, or a dummy that stands for one that is not there. */
public final class ThreadNode {

    static final Comparator<ThreadNode> BY_DATE =
            Comparator.comparingLong((ThreadNode node) -> node.date).thenComparingLong(node -> node.order);

    private static final List<ThreadNode> CHILDLESS = List.of();

    private long number; // 0 for a dummy
    private long date;
    private long order; // among messages of the same date
    private String subject = "";
    private boolean reply;
    private @Nullable ThreadNode parent; // null where there is none
    private boolean linked; // has been a parent
    private List<ThreadNode> children = CHILDLESS;

    /** A message. The numbers of messages ascend in the order of the mailbox. */
    static ThreadNode message(long number, long date, String subject, boolean reply) {
        ThreadNode node = new ThreadNode();
        node.become(number, date, subject, reply);
        return node;
    }

    static ThreadNode dummy() {
        return new ThreadNode();
    }

    /** The dummy is the message from now on. */
    void become(long newNumber, long newDate, String newSubject, boolean isReply) {
        number = newNumber;
        order = newNumber;
        date = newDate;
        subject = newSubject;
        reply = isReply;
    }

    public boolean isDummy() {
        return number == 0;
    }

    /** The number under which the message was added; 0 for a dummy. */
    public long number() {
        return number;
    }

    /** Those below this one, in their order. Not to be written to. */
    public List<ThreadNode> children() {
        return children;
    }

    long date() {
        return date;
    }

    /** The base subject; of a dummy, that of its first child. RFC 5256 3 (5.B.i). */
    String subject() {
        return isDummy() && !children.isEmpty() ? children.get(0).subject : subject;
    }

    long order() {
        return order;
    }

    boolean isReply() {
        return reply;
    }

    Optional<ThreadNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** Whether this is the other node or above it; asks at most so many nodes, and says yes if that is not enough. */
    boolean isAtOrAbove(ThreadNode other, int most) {
        if (!linked) {
            return this == other;
        }
        int asked = 0;
        for (ThreadNode above = other; above != null; above = above.parent) {
            if (above == this || ++asked > most) {
                return true;
            }
        }
        return false;
    }

    /** Has this parent from now on. Parents are known first, and children only when all have been settled. */
    void link(ThreadNode newParent) {
        parent = newParent;
        newParent.linked = true;
    }

    void unlink() {
        parent = null;
    }

    void add(ThreadNode child) {
        if (children == CHILDLESS) {
            children = new ArrayList<>(2);
        }
        children.add(child);
    }

    /** Puts others in the place of all children. */
    void adopt(Collection<ThreadNode> others) {
        children = others.isEmpty() ? CHILDLESS : new ArrayList<>(others);
    }

    /** Sorts the children; a dummy has the date of the first of them. */
    void sortChildren() {
        if (children.size() > 1) {
            children.sort(BY_DATE);
        }
        if (isDummy() && !children.isEmpty()) {
            date = children.get(0).date;
            order = children.get(0).order;
        }
    }

    /** Counts as one of that date among its siblings. */
    void countAs(long newDate, long newOrder) {
        date = newDate;
        order = newOrder;
    }
}
