package io.pymap.backend.maildir;

import io.pymap.backend.ObjectIds;

/**
 * What all folders of a backend work with.
 *
 * @param delimiter between the base name of a file and its flags
 * @param boot names this run of the machine
 */
record Surroundings(
        Disk disk,
        UniqueNames names,
        char delimiter,
        Graves graves,
        ObjectIds ids,
        String boot,
        DotLock.Settings locks) {}
