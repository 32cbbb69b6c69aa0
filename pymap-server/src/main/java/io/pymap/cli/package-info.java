/**
 * The {@code pymap} command: arguments, the process and its signals.
 *
 * <p>One subcommand for each backend. Standard output has the ready line and what was asked for; everything else goes to
 * standard error. The exit code is 0 after a stop, 1 where something failed and 2 for wrong usage. May depend on
 * everything; nothing depends on it. The only package that knows picocli and logback.
 */
@NullMarked
package io.pymap.cli;

import org.jspecify.annotations.NullMarked;
