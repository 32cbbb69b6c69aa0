/**
 * MIME: where the parts of a message lie, and what its header says, as IMAP needs it.
 *
 * <p>The parser yields offsets into the octets it was given; it copies and renders nothing. It never fails: broken mail
 * has a defined answer, told at the type that gives it. Work is linear in the size of the message and never recurses by
 * its content; {@link io.pymap.mime.MimeLimits} bounds depth and number of parts.
 *
 * <p>Header text is a {@code String} of octets (ISO-8859-1: one char for each octet) until something here says that it
 * decodes. Values never change once made and may be shared between threads, as long as nobody writes to the octets.
 *
 * <p>May depend on {@code java.*} only.
 */
@NullMarked
package io.pymap.mime;

import org.jspecify.annotations.NullMarked;
