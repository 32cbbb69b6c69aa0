/** The protocol as a whole: the list of all extensions, of which each server has its own choice. */
@NullMarked
package io.pymap.imap;

import org.jspecify.annotations.NullMarked;
