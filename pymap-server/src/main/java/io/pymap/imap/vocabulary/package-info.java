/**
 * The words of the protocol: commands, FETCH items, search keys, STATUS items, parameters, and the extensions that bring
 * them. A server understands the sum of its extensions; the base protocol is the first of them.
 *
 * <p>Words are values without state. May depend on {@code session} and below, and on {@code io.pymap.search}.
 */
@NullMarked
package io.pymap.imap.vocabulary;

import org.jspecify.annotations.NullMarked;
