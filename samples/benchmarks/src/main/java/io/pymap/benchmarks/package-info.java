/**
 * Measures servers side by side, in one JVM and through the same client, so that only ratios count.
 *
 * <p>{@code mvn -Pbenchmark verify} runs {@link io.pymap.benchmarks.Comparison}.
 */
@NullMarked
package io.pymap.benchmarks;

import org.jspecify.annotations.NullMarked;
