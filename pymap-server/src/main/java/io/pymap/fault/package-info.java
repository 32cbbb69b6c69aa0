/**
 * What goes wrong on command: rules that change, cut, delay or replace what a server says. The session knows nothing of them:
 * they act between it and the wire, on whole commands and whole responses, above TLS and compression, and the transcript shows
 * what the client saw.
 *
 * <p>May depend on {@code io.pymap.transport}, {@code transcript}, {@code imap.engine} for its listener, {@code imap.syntax},
 * {@code mailbox} and {@code mailbox.lag}, {@code time}, {@code tls} and Netty.
 */
@NullMarked
package io.pymap.fault;

import org.jspecify.annotations.NullMarked;
