/**
 * Mailboxes of others: a backend on top of a backend that holds every user to its rights (RFC 4314) and shows to each what
 * others share with it.
 *
 * <p>This is the one place where rights are enforced, whatever the backend. May depend on {@code io.pymap.mailbox} only.
 */
@NullMarked
package io.pymap.mailbox.sharing;

import org.jspecify.annotations.NullMarked;
