/**
 * A server that lags behind: a backend on top of a backend that knows what others do only after a while, as a node of a
 * cluster does that is behind, or a replica.
 *
 * <p>While it lags, a {@code Replica} of each mailbox has the messages as they were, and what has happened since waits
 * there until it is due. Mod-sequences and UIDs are those of the mailbox itself, so that nothing is said twice or left
 * out when the lag ends. May depend on {@code io.pymap.mailbox}, {@code mailbox.index} and {@code io.pymap.time} only.
 */
@NullMarked
package io.pymap.mailbox.lag;

import org.jspecify.annotations.NullMarked;
