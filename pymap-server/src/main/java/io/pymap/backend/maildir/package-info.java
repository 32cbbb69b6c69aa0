/**
 * The backend on disk: users in {@code users.txt}, mail in Maildir and Maildir++ as Dovecot writes them, so that other
 * programs may work on the same directories at the same time.
 *
 * <p>Files are reached through the {@link java.nio.file.Path}s of their own file system only. Links are never followed, new
 * files are never opened where one is, and temporary files lie in the directory of the file that they will become. What is
 * acknowledged is on disk in this order: content, name, directory, UID.
 *
 * <p>May depend on {@code java.*}, {@code org.slf4j}, {@code io.pymap.backend} and {@code io.pymap.mailbox} and below only.
 */
@NullMarked
package io.pymap.backend.maildir;

import org.jspecify.annotations.NullMarked;
