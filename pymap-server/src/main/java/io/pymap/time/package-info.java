/**
 * The time: every instant and every timer of a server comes from one {@link io.pymap.time.Timers}, so that a test can
 * put its own in.
 *
 * <p>Depends on {@code java.*} only.
 */
@NullMarked
package io.pymap.time;

import org.jspecify.annotations.NullMarked;
