package io.pymap.benchmarks;

import java.io.IOException;

/**
 * One thing that is measured.
 *
 * @param name what is done
 * @param times how often in one round
 * @param needsMail whether a mailbox of 10,000 messages stands ready
 */
record Scenario(String name, int times, boolean needsMail, Work work) {

    /** What is timed: all of {@code times} repetitions. */
    interface Work {
        void run(Candidate.Kind kind, Candidate server, Client client, int times) throws IOException;
    }

    /** One command, over and over on one connection. */
    static Scenario command(String command, int times) {
        return new Scenario(command, times, true, (kind, server, client, count) -> {
            for (int i = 0; i < count; i++) {
                client.command(command);
            }
        });
    }
}
