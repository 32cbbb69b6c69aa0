/**
 * A server in another process, by its control API: the same handle as for one in this process. Nothing is kept here that the
 * server knows better; every call asks it.
 *
 * <p>May depend on {@code io.pymap.fixture} and what that gives out, the JDK's client for HTTP, and Jackson, which has to be on the
 * class path.
 */
@NullMarked
package io.pymap.control.client;

import org.jspecify.annotations.NullMarked;
