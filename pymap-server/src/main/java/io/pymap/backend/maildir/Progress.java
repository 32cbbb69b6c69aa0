package io.pymap.backend.maildir;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how far the reading of many new messages has come. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final int EVERY = 10_000;

    private final Path directory;
    private final int goal;
    private int done;

    Progress(Path directory, int goal) {
        this.directory = directory;
        this.goal = goal;
    }

    void step() {
        done++;
        if (done % EVERY == 0 || (done == goal && goal >= EVERY)) {
            LOG.info("{}: read {} of {} messages that are new here", directory, done, goal);
        }
    }
}
