/**
 * What is told or compared of a message and follows from its octets alone, worked out once for each content and kept for a
 * while.
 *
 * <p>A {@link io.pymap.summary.Derived} says how a value is had; {@link io.pymap.summary.Summaries} keeps the values of all
 * messages of a server. Values are immutable and hold neither the octets nor the structure of a message. May depend on
 * {@code io.pymap.mailbox}, {@code io.pymap.mime} and {@code io.pymap.imap.syntax}.
 */
@NullMarked
package io.pymap.summary;

import org.jspecify.annotations.NullMarked;
