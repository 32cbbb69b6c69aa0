/**
 * A file system that notes down what is done to it, and what a disk may hold of that when the power goes.
 *
 * <p>{@link io.pymap.disk.JournalledFileSystem} passes everything on to a real directory and keeps a
 * {@link io.pymap.disk.Journal} of the changes. {@link io.pymap.disk.PowerLoss} builds in another directory what may be
 * left of the first n of them. What it assumes of a file system stands there.
 */
@NullMarked
package io.pymap.disk;

import org.jspecify.annotations.NullMarked;
