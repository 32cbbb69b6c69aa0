/**
 * IMAP4rev1: one file a command, the words of FETCH and SEARCH in packages of their own.
 *
 * <p>A command is a record that is parsed without knowing the session and executed without knowing the connection. May
 * depend on {@code vocabulary} and below.
 */
@NullMarked
package io.pymap.imap.command;

import org.jspecify.annotations.NullMarked;
