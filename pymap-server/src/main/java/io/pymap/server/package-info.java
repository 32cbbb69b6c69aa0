/**
 * The server as a whole: the API that tests and the command start it by.
 *
 * <p>Puts together backend, protocol and transport; knows no concrete backend. May depend on everything but
 * {@code io.pymap.cli}.
 */
@NullMarked
package io.pymap.server;

import org.jspecify.annotations.NullMarked;
