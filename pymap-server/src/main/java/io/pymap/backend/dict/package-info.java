/**
 * The backend in memory: users and mail of one process, gone when it ends. Also the fake that tests use.
 *
 * <p>Nothing here waits. Locks (of the backend, an account, an index, the thread keys, the content store, the ids) are held
 * for map operations only. None is taken inside another but that of the ids, which calls nothing. Equal content is kept
 * once a backend. The same seed and the same calls in the same order give the same ids.
 *
 * <p>May depend on {@code java.*}, {@code io.pymap.mailbox} and {@code io.pymap.mailbox.index} only.
 */
@NullMarked
package io.pymap.backend.dict;

import org.jspecify.annotations.NullMarked;
