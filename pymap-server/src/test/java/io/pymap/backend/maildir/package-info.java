/**
 * Tests of the maildir backend, and what proves that it keeps its word: after a kill, after power loss, beside others.
 *
 * <p>{@link io.pymap.backend.maildir.Promises} are what clients were told; {@link io.pymap.backend.maildir.PromiseCheck}
 * compares them with what is there afterwards.
 */
package io.pymap.backend.maildir;
