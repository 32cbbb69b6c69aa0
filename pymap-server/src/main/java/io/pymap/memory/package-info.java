/** How much memory what is under way may take. Depends on nothing of ours. */
@NullMarked
package io.pymap.memory;

import org.jspecify.annotations.NullMarked;
