package io.pymap.backend.maildir;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Makes base names for new files in a Maildir, in the form of its inventor's specification. Safe for use by many threads. */
final class UniqueNames {

    /** The number of the process is in each name, so this counts for the whole process, whatever its clocks say. */
    private static final AtomicLong COUNT = new AtomicLong();

    private final InstantSource clock;
    private final String tail;

    /** @param host the name of this machine, of which no other that writes to the same directories has the same */
    UniqueNames(InstantSource clock, String host) {
        this.clock = clock;
        this.tail = "." + host.replace("/", "\\057").replace(":", "\\072");
    }

    /** A name that nobody has had, for a file in {@code tmp} whose size is not known yet. */
    String next() {
        Instant now = clock.instant();
        return now.getEpochSecond() + ".M" + now.getNano() / 1000 + "P"
                + ProcessHandle.current().pid() + "Q" + COUNT.incrementAndGet() + tail;
    }

    /** The name of the file once its sizes are known: its own, and that with CRLF line ends. */
    static String sized(String name, long physicalSize, long virtualSize) {
        return name + ",S=" + physicalSize + ",W=" + virtualSize;
    }
}
