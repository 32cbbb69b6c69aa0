/**
 * The same answers in other forms, as other servers would give them: all of them within the grammar. Hangs in the pipeline from
 * outside; the server knows nothing of it.
 */
@NullMarked
package io.pymap.variation;

import org.jspecify.annotations.NullMarked;
