/**
 * What real clients do when the server misbehaves on purpose. Each client is a process that is asked one operation a line, so
 * that one that hangs or dies is told from one that reports an error. {@code docs/clients.md} has what comes of it.
 */
@NullMarked
package io.pymap.clients.rows;

import org.jspecify.annotations.NullMarked;
