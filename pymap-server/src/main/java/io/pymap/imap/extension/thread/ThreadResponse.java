package io.pymap.imap.extension.thread;

import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.thread.ThreadNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** THREAD. RFC 5256 4; written without recursion, as threads may be very deep. */
record ThreadResponse(List<ThreadNode> threads) implements Untagged {

    @Override
    public void writeTo(ResponseWriter out) {
        out.text("THREAD");
        if (threads.isEmpty()) {
            return;
        }
        out.space();
        Deque<Iterator<ThreadNode>> open = new ArrayDeque<>(); // siblings that are yet to be written, innermost first
        open.push(threads.iterator());
        while (true) {
            Iterator<ThreadNode> siblings = open.element();
            if (siblings.hasNext()) {
                out.octet('(');
                open.push(begin(out, siblings.next()));
            } else {
                open.pop();
                if (open.isEmpty()) {
                    return;
                }
                out.octet(')');
            }
        }
    }

    /** Writes a chain of messages that have one child each, and returns the children of its end. */
    private static Iterator<ThreadNode> begin(ResponseWriter out, ThreadNode first) {
        ThreadNode node = first;
        if (!node.isDummy()) {
            out.number(node.number());
        }
        while (node.children().size() == 1) {
            node = node.children().get(0);
            out.space().number(node.number());
        }
        if (!node.isDummy() && !node.children().isEmpty()) {
            out.space();
        }
        return node.children().iterator();
    }
}
