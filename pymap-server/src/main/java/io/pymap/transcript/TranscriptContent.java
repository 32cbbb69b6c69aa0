package io.pymap.transcript;

import java.util.List;

/**
 * All that a recorder keeps, at one moment: enough to tell it once more.
 *
 * @param lines in the order in which they ended
 * @param unfinished what has come of lines that have not ended, and never will where the connection broke in the middle of one; the
 *     client's before the server's
 * @param octetsNotKept as in {@link Transcript#octetsNotKept}
 */
public record TranscriptContent(
        List<Transcript.Connection> connections,
        List<Line> lines,
        List<Line> unfinished,
        List<Remark> remarks,
        long octetsNotKept) {

    /**
     * A remark between the lines of a connection.
     *
     * @param lines how many came before it, those counted that had begun
     */
    public record Remark(String connection, int lines, String text) {}

    public TranscriptContent {
        connections = List.copyOf(connections);
        lines = List.copyOf(lines);
        unfinished = List.copyOf(unfinished);
        remarks = List.copyOf(remarks);
    }
}
