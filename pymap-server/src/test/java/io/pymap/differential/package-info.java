/**
 * Compares the server with another one: seeded random sequences of commands are given to both, over one to three
 * connections, and what they answer is compared once it is brought into one form.
 *
 * <p>A {@link io.pymap.differential.Duel} plays one sequence. {@link io.pymap.differential.Generator} makes it up as it
 * goes, from families of commands that both servers offer. {@link io.pymap.differential.Normaliser} says what counts as
 * the same; {@link io.pymap.differential.Explanations} says which differences may stay, each with a row in
 * {@code pymap-server/docs/compat.md}. A difference that neither knows fails the run, with the seed and the shortest
 * sequence found that still shows it.
 */
@NullMarked
package io.pymap.differential;

import org.jspecify.annotations.NullMarked;
