package io.pymap.backend.maildir;

import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import java.nio.file.Path;

/**
 * A message whose file lies in {@code tmp} and is on the disk.
 *
 * @param file where it is until it gets its place
 * @param details with the name that it gets
 */
record Incoming(Path file, FileDetails details, Flags flags, InternalDate internalDate, String threadId) {}
