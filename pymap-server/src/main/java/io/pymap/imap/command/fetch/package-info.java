/**
 * FETCH and its items.
 *
 * <p>An item writes its own name and value. Content leaves as slices of the stored octets. May depend on
 * {@code vocabulary} and below.
 */
@NullMarked
package io.pymap.imap.command.fetch;

import org.jspecify.annotations.NullMarked;
