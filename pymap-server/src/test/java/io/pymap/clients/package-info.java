/** Whole round trips with the clients that people use, against a running server; and a plain one for tests elsewhere. */
@NullMarked
package io.pymap.clients;

import org.jspecify.annotations.NullMarked;
