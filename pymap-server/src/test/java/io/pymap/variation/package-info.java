@NullMarked
package io.pymap.variation;

import org.jspecify.annotations.NullMarked;
