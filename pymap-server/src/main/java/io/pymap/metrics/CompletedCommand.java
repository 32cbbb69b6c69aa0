package io.pymap.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * A command from its line to its tagged answer.
 *
 * @param name in upper case such as {@code UID FETCH}; {@link #OTHER} for a word that is no command of this server, so that
 *     clients cannot make up names
 * @param status OK, NO or BAD
 * @param time how long the server took; none where it waited for the client meanwhile, as in IDLE, and none for
 *     {@link #OTHER}
 */
public record CompletedCommand(String name, String status, Optional<Duration> time) {

    /** All that is no command. */
    public static final String OTHER = "OTHER";
}
