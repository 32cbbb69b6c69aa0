package io.pymap.thread;

import io.pymap.mailbox.InternalDate;
import io.pymap.summary.HeaderKeys;
import java.util.List;

/** A way of putting messages into threads. One object serves one command. RFC 5256 3. */
public interface ThreadAlgorithm {

    /** Takes one message after the other, in the order of the mailbox. */
    void add(long number, InternalDate arrival, HeaderKeys header);

    /** The threads of all that were added, in their order. To be called once. */
    List<ThreadNode> threads();
}
