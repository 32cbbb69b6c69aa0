/**
 * One session: its state, its view of the selected mailbox, and what a command may answer.
 *
 * <p>Everything here belongs to one session and is used on its executor only. Nothing takes a lock, writes to a socket or
 * waits for a client. Sequence numbers exist only inside a {@link io.pymap.imap.session.MailboxView} and change only when
 * the client is told.
 *
 * <p>May depend on {@code syntax}, {@code io.pymap.mailbox} and {@code io.pymap.auth}.
 */
@NullMarked
package io.pymap.imap.session;

import org.jspecify.annotations.NullMarked;
