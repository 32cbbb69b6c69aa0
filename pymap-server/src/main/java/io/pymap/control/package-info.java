/**
 * The control API: what tests in any language do to a running server, by HTTP and JSON; and a page for trying things out.
 *
 * <p>Adds nothing of its own to {@link io.pymap.fixture}: each route of {@link io.pymap.control.Routes} translates JSON to a
 * call of a fixture, and what it says or refuses to JSON. Calls run on workers and may block; event loops only carry octets.
 * Knows Netty's HTTP codec and Jackson, which are optional. May depend on {@code io.pymap.fixture} and what lies below.
 */
@NullMarked
package io.pymap.control;

import org.jspecify.annotations.NullMarked;
