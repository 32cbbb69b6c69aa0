@NullMarked
package io.pymap.fault;

import org.jspecify.annotations.NullMarked;
