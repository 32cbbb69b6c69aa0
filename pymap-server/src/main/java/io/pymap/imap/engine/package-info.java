/**
 * Runs one connection: frames become commands, commands become replies, replies are pulled while the client reads.
 *
 * <p>All of it runs on the session's own executor, one turn at a time. The engine decides when a view catches up: before
 * every tagged line and while a client idles, nowhere else. May depend on {@code vocabulary} and below and on
 * {@code io.pymap.time}.
 */
@NullMarked
package io.pymap.imap.engine;

import org.jspecify.annotations.NullMarked;
