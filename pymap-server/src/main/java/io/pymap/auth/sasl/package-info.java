/**
 * SASL mechanisms (RFC 4422), one file each, without a protocol around them.
 *
 * <p>The caller decodes base64, cancels on {@code *}, limits a message to 8 KiB, and offers mechanisms that
 * {@linkplain io.pymap.auth.sasl.SaslMechanism#needsTls() need TLS} only where nobody listens. Any octets give a step or
 * an {@code AuthenticationException}. An exchange belongs to one session and takes no lock.
 *
 * <p>May depend on {@code java.*}, {@code io.pymap.auth} and {@code io.pymap.mailbox}.
 */
@NullMarked
package io.pymap.auth.sasl;

import org.jspecify.annotations.NullMarked;
