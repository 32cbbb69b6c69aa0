/** The server as a whole, through sockets. */
@NullMarked
package io.pymap.server;

import org.jspecify.annotations.NullMarked;
