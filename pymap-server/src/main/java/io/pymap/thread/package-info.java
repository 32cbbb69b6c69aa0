/**
 * Messages put into threads: RFC 5256 3, ORDEREDSUBJECT and REFERENCES, and REFS. Works on the keys of headers, and knows
 * nothing of mailboxes. No method recurses: threads may be as deep as a mailbox is long. May depend on
 * {@code io.pymap.summary}.
 */
@NullMarked
package io.pymap.thread;

import org.jspecify.annotations.NullMarked;
