/**
 * The server's certificate: loaded from PEM files, or made up at start.
 *
 * <p>Contexts allow TLS 1.2 and 1.3 only (RFC 8996). A made-up certificate is for tests and first steps: its key lives
 * as long as the process. Private keys never reach a log or a message.
 *
 * <p>May depend on the JDK only.
 */
@NullMarked
package io.pymap.tls;

import org.jspecify.annotations.NullMarked;
