/**
 * Measures servers side by side, in one JVM and through the same client, so that only ratios count.
 *
 * <p>{@code mvn -Pbenchmark verify} runs {@link io.pymap.benchmarks.Comparison}; with {@code -Dexec.mainClass=} it runs
 * {@link io.pymap.benchmarks.FirstStart} in fresh JVMs, {@link io.pymap.benchmarks.LargeMailbox}, or {@link
 * io.pymap.benchmarks.MaildirComparison} beside Dovecot.
 */
@NullMarked
package io.pymap.benchmarks;

import org.jspecify.annotations.NullMarked;
