/**
 * What messages are searched for: criteria as a tree, evaluated on one message at a time.
 *
 * <p>Criteria are immutable and know nothing of the protocol's syntax. May depend on {@code io.pymap.mailbox} and
 * {@code io.pymap.mime}.
 */
@NullMarked
package io.pymap.search;

import org.jspecify.annotations.NullMarked;
