/**
 * What IMAP4rev1 has been extended by: one file an extension, or a package where one file is too few.
 *
 * <p>Each brings its capability, its words and its commands, and is switched by its name; nothing outside knows it but
 * the list in {@code ImapProtocol}. May depend on {@code command}, {@code vocabulary} and below.
 */
@NullMarked
package io.pymap.imap.extension;

import org.jspecify.annotations.NullMarked;
