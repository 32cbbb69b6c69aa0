/**
 * SORT and what goes with it: RFC 5256, RFC 5957, RFC 5267 3. The sorting itself is a stage of {@code command.search}, as a
 * search is.
 */
@NullMarked
package io.pymap.imap.extension.sort;

import org.jspecify.annotations.NullMarked;
