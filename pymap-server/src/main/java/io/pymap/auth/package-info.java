/**
 * Who a client is and who it may act as: stored passwords, log-in and authorization.
 *
 * <p>A wrong password, an unknown user and a user whose stored secret cannot be used look alike to the client: same
 * text, same code, and at least the cost of the most costly secret seen so far. Text that SASLprep (RFC 4013) refuses
 * never matches anything. Secrets never reach a log or a message.
 *
 * <p>May depend on {@code java.*}, {@code io.pymap.mailbox}, SLF4J and SASLprep; commons-codec, bcrypt and Bouncy
 * Castle are looked for at run time and named in the log where a stored secret needs a missing one.
 */
@NullMarked
package io.pymap.auth;

import org.jspecify.annotations.NullMarked;
