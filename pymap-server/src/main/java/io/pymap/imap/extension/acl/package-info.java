/**
 * ACL and what is built on it. RFC 4314, RFC 8440.
 *
 * <p>Only the words are here: rights are enforced in {@code io.pymap.mailbox.sharing}, below the protocol. May depend on
 * {@code vocabulary} and below.
 */
@NullMarked
package io.pymap.imap.extension.acl;

import org.jspecify.annotations.NullMarked;
