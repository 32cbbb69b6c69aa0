/**
 * What backends have in common: object ids, the keys of threads, the room that a quota leaves, which
 * names a rename changes.
 *
 * <p>May depend on {@code io.pymap.mailbox} and {@code io.pymap.mime} only.
 */
@NullMarked
package io.pymap.backend;

import org.jspecify.annotations.NullMarked;
