/**
 * Octets in and out: the only package that knows Netty.
 *
 * <p>A channel belongs to its event loop. What the engine runs on is decided here: the event loop where the backend never
 * blocks, otherwise a worker, one task at a time. No buffer leaves a method that does not release it or pass it on. Only
 * what Netty 4.1 and 4.2 both have is used.
 */
@NullMarked
package io.pymap.transport;

import org.jspecify.annotations.NullMarked;
