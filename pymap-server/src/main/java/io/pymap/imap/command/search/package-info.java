/**
 * SEARCH and its keys.
 *
 * <p>A search goes on in small steps, so that a long one holds up nobody else. May depend on
 * {@code vocabulary} and below.
 */
@NullMarked
package io.pymap.imap.command.search;

import org.jspecify.annotations.NullMarked;
