/**
 * X-GM-EXT-1: messages with labels and ids in 64 bits, as Gmail has them. Source: developers.google.com/gmail/imap.
 *
 * <p>A label is a mailbox in which the same message (by EMAILID) is as well, so there is nothing to store. May depend on
 * {@code vocabulary} and below, and on what {@code imap.command} shows of FETCH.
 */
@NullMarked
package io.pymap.imap.extension.gmail;

import org.jspecify.annotations.NullMarked;
