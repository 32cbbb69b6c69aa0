package io.pymap.assertj;

import io.pymap.transcript.CommandPattern;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Transcript;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what clients have sent so far. Commands are named by patterns such as {@code UID FETCH * (FLAGS)}: see
 * {@link CommandPattern}. Messages show the commands that were sent, without secrets.
 */
public class TranscriptAssert extends AbstractAssert<TranscriptAssert, Transcript> {

    public TranscriptAssert(Transcript actual) {
        super(actual, TranscriptAssert.class);
    }

    /** A client sent such a command, once or more often. */
    public TranscriptAssert sent(String pattern) {
        if (matching(pattern).isEmpty()) {
            throw failure("Expected a client to send  %s  but none did.%n%s", pattern, commands());
        }
        return this;
    }

    /** No client sent such a command. */
    public TranscriptAssert neverSent(String pattern) {
        return sentTimes(0, pattern);
    }

    /** Clients sent such commands exactly so often. */
    public TranscriptAssert sentTimes(int times, String pattern) {
        int found = matching(pattern).size();
        if (found != times) {
            throw failureWithActualExpected(
                    found, times, "Expected %s of  %s  but there were %s.%n%s", times, pattern, found, commands());
        }
        return this;
    }

    /** No command was answered with BAD: the server understood everything. */
    public TranscriptAssert hasNoBadResponses() {
        List<Exchange> bad = exchanges().stream()
                .filter(exchange -> exchange.status().equals("BAD"))
                .toList();
        if (!bad.isEmpty()) {
            throw failure("Expected no BAD, but the server did not understand%n%s", lines(bad));
        }
        return this;
    }

    /** So many connections have been opened, whether or not they still are. */
    public TranscriptAssert hasConnections(int count) {
        isNotNull();
        int found = actual.connections().size();
        if (found != count) {
            throw failureWithActualExpected(found, count, "Expected %s connections but there were %s", count, found);
        }
        return this;
    }

    private List<Exchange> exchanges() {
        isNotNull();
        return actual.exchanges();
    }

    private List<Exchange> matching(String pattern) {
        return exchanges().stream().filter(CommandPattern.of(pattern)::matches).toList();
    }

    private String commands() {
        List<Exchange> all = exchanges();
        return all.isEmpty() ? "No command was sent." : "Commands that were sent:\n" + lines(all);
    }

    private static String lines(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> "  connection " + exchange.connection() + ": " + exchange.line() + "  -> "
                        + (exchange.completed() ? exchange.status() : "no answer yet"))
                .collect(Collectors.joining("\n"));
    }
}
