/**
 * NOTIFY: a client says of which events in which mailboxes it is told, at any time. RFC 5465.
 *
 * <p>May depend on {@code vocabulary} and below, and on what {@code imap.command} shows of LIST, STATUS and FETCH.
 */
@NullMarked
package io.pymap.imap.extension.notify;

import org.jspecify.annotations.NullMarked;
