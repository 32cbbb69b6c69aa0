package io.pymap.disk;

import java.nio.file.attribute.FileTime;

/** One change of a file system, in terms of what is on the disk: files and directories by number, names in directories. */
sealed interface Change {

    /** A name that leads to a new or an existing file: open with CREATE, mkdir, link. */
    record Enter(Entry entry) implements Change {
        @Override
        public String toString() {
            return "enter " + entry;
        }
    }

    /** A name that is gone: unlink, rmdir. */
    record Leave(Entry entry) implements Change {
        @Override
        public String toString() {
            return "leave " + entry;
        }
    }

    /** A name that became another one, over what had that name before. */
    record Rename(Entry from, Entry to) implements Change {
        boolean isWithinOneDirectory() {
            return from.directory() == to.directory();
        }

        @Override
        public String toString() {
            return "rename " + from + " -> " + to.path();
        }
    }

    /** Octets at an offset. */
    record Write(int file, long offset, byte[] octets, FileTime time, String path) implements Change {
        @Override
        public String toString() {
            return "write " + path + " #" + file + " " + offset + "+" + octets.length;
        }
    }

    /** Another length. */
    record Truncate(int file, long size, FileTime time, String path) implements Change {
        @Override
        public String toString() {
            return "truncate " + path + " #" + file + " to " + size;
        }
    }

    /** Another time of the last change. */
    record Touch(int file, FileTime time, String path) implements Change {
        @Override
        public String toString() {
            return "touch " + path + " #" + file + " " + time;
        }
    }

    /** The wait until what was done so far to a file, or to the names in a directory, is on the disk. */
    record Force(int node, boolean metadata, String path) implements Change {
        @Override
        public String toString() {
            return (metadata ? "force " : "force data of ") + path + " #" + node;
        }
    }

    /**
     * A name in a directory.
     *
     * @param node the file or directory that has the name
     * @param path the whole name, to be shown
     */
    record Entry(int directory, String name, int node, boolean toDirectory, String path) {
        @Override
        public String toString() {
            return path + " #" + node;
        }
    }
}
