/**
 * An IMAP server in a container, by Testcontainers. {@link io.pymap.testcontainers.PymapContainer} is the way in; its handle is that of
 * {@code io.pymap.fixture}, over the control API.
 */
@NullMarked
package io.pymap.testcontainers;

import org.jspecify.annotations.NullMarked;
