/**
 * The mailbox model and the backend SPI: users, accounts, mailboxes, messages.
 *
 * <p>Values never change; a new flag makes a new {@code Message}. Calls may block where
 * {@code Backend.mayBlock()} says so. Message content is octets as they were stored, never rendered.
 *
 * <p>May depend on {@code java.*} and {@code io.pymap.mime} only.
 */
@NullMarked
package io.pymap.mailbox;

import org.jspecify.annotations.NullMarked;
