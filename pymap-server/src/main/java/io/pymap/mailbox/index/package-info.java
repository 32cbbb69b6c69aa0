/**
 * The index of one mailbox in memory with its change log, for backends that keep one.
 *
 * <p>Each message stands in the log once, under its latest mod-sequence; each expunged UID leaves one tombstone, up to a
 * limit. The lock of an index is held for operations on its arrays only: no I/O, no call-back and no other lock under it.
 *
 * <p>May depend on {@code java.*} and {@code io.pymap.mailbox} only.
 */
@NullMarked
package io.pymap.mailbox.index;

import org.jspecify.annotations.NullMarked;
