/** THREAD, one extension for each algorithm: RFC 5256. */
@NullMarked
package io.pymap.imap.extension.thread;

import org.jspecify.annotations.NullMarked;
