/**
 * METADATA and what is built on it. RFC 5464, RFC 9590.
 *
 * <p>May depend on {@code vocabulary} and below. Entries are kept by backends as they are given; what a name may be, and
 * who may set which, is decided here.
 */
@NullMarked
package io.pymap.imap.extension.metadata;

import org.jspecify.annotations.NullMarked;
