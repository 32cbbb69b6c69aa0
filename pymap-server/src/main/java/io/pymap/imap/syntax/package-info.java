/**
 * The lexical forms of IMAP: frames, the words of a command, the wire form of responses.
 *
 * <p>A frame is known before it is understood: its boundaries are found by the transport, its grammar by
 * {@link io.pymap.imap.syntax.ArgumentReader}. What cannot be read ends in a {@link io.pymap.imap.syntax.SyntaxException},
 * never in anything else. Every string that leaves goes through {@link io.pymap.imap.syntax.ResponseWriter}.
 *
 * <p>May depend on {@code io.pymap.mailbox}.
 */
@NullMarked
package io.pymap.imap.syntax;

import org.jspecify.annotations.NullMarked;
