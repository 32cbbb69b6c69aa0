/** Results that are kept up to date: RFC 5267 4, CONTEXT=SEARCH and CONTEXT=SORT. */
@NullMarked
package io.pymap.imap.extension.context;

import org.jspecify.annotations.NullMarked;
