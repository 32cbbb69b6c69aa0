/**
 * Assertions on transcripts for AssertJ 3, which has to be on the class path.
 *
 * <p>May depend on {@code io.pymap.transcript} only.
 */
@NullMarked
package io.pymap.assertj;

import org.jspecify.annotations.NullMarked;
