/**
 * The server as a whole: the API that tests and the command start it by.
 *
 * <p>Puts together backend, protocol and transport; knows no concrete backend. May depend on everything but
 * {@code io.pymap.fixture} and what stands on it.
 */
@NullMarked
package io.pymap.server;

import org.jspecify.annotations.NullMarked;
