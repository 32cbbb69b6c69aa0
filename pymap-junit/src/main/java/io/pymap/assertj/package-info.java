/**
 * Assertions on transcripts and mailboxes for AssertJ 3, which has to be on the class path. Everything else works without
 * AssertJ.
 *
 * <p>May depend on {@code io.pymap.transcript} and {@code io.pymap.fixture}; nothing depends on it.
 */
@NullMarked
package io.pymap.assertj;

import org.jspecify.annotations.NullMarked;
