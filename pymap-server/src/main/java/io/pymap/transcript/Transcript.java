package io.pymap.transcript;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has passed over the connections of a server so far. Every call answers for the moment of the call; the lists it
 * gives are copies. Safe for use by many threads.
 */
public interface Transcript {

    /** Connections in the order in which they were opened. */
    List<Connection> connections();

    /** Lines of all connections in the order in which they passed, octet by octet: passwords are in there. */
    List<Line> lines();

    /** Commands and their answers, of all connections, in the order in which the commands came. Without secrets. */
    List<Exchange> exchanges();

    /**
     * What clients should not have done, by connection and in the order of their lines. Where a connection's beginning is not
     * there any more, nothing is found.
     */
    List<ClientFinding> findings();

    /**
     * The whole as text, without secrets: a header line for each connection, then its lines behind {@code C:} and
     * {@code S:}. Octets that are no text show as {@code \xNN}. Below a line stands what the client should not have done in
     * it, behind {@code # CLIENT}.
     */
    String asText();

    /** As {@link #asText}, but with passwords and tokens as they were sent. Not for logs and reports. */
    String asClearText();

    /**
     * The whole in the form that {@link Script} reads, without what differs from one run to the next: tags are counted,
     * addresses, times, capabilities and the server's friendly words are left out.
     */
    default Script asScript() {
        return Script.of(this);
    }

    /** A file to which the transcript is written so that it can be read after the test; none where there is none. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** The last lines of {@link #asText}, for messages; the headers count as lines. */
    String tail(int lines);

    /** How many octets passed that were not kept, because there was no more room. */
    long octetsNotKept();

    /**
     * One connection.
     *
     * @param id as in the server's log
     * @param peer address and port of the client
     * @param closed when it was closed; none while it is open
     * @param lines as in {@link Transcript#lines}
     * @param exchanges as in {@link Transcript#exchanges}
     */
    record Connection(
            String id,
            String peer,
            Instant opened,
            Optional<Instant> closed,
            List<Line> lines,
            List<Exchange> exchanges) {
        public Connection {
            lines = List.copyOf(lines);
            exchanges = List.copyOf(exchanges);
        }
    }
}
