/** Searching several mailboxes at once: RFC 7377. */
@NullMarked
package io.pymap.imap.extension.multisearch;

import org.jspecify.annotations.NullMarked;
