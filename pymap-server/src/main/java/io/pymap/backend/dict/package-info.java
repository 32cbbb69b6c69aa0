/**
 * The backend in memory: users and mail of one process, gone when it ends. Also the fake that tests use.
 *
 * <p>Nothing here waits. Locks (of a backend, an account, an index, the content store, the id source) are held for map
 * operations only and never one inside another, but for the id source and the content store, which call nothing. Equal
 * content is kept once a backend. The same seed and the same calls in the same order give the same ids.
 *
 * <p>May depend on {@code java.*}, {@code io.pymap.mailbox} and {@code io.pymap.mailbox.index} only.
 */
@NullMarked
package io.pymap.backend.dict;

import org.jspecify.annotations.NullMarked;
