package io.pymap.assertj;

import io.pymap.fixture.Resources;
import io.pymap.transcript.ClientFinding;
import io.pymap.transcript.CommandPattern;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Script;
import io.pymap.transcript.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/**
 * Assertions on what clients have sent so far. Commands are named by patterns such as {@code UID FETCH * (FLAGS *)}: see
 * {@link CommandPattern}. Messages show the commands that come closest, word by word, and all that were sent, without
 * secrets.
 */
public class TranscriptAssert extends AbstractAssert<TranscriptAssert, Transcript> {

    /** System property: the directory to which {@link #matchesScript} writes what it would compare. */
    private static final String UPDATE = "pymap.scripts.update";

    private static final int COMMANDS_SHOWN = 30;

    public TranscriptAssert(Transcript actual) {
        super(actual, TranscriptAssert.class);
    }

    /** A client sent such a command, once or more often. */
    public TranscriptAssert sent(String pattern) {
        found(pattern);
        return this;
    }

    private Exchange found(String pattern) {
        return matching(pattern).stream()
                .findFirst()
                .orElseThrow(() -> failure(
                        "%s",
                        "Expected a client to send  " + pattern + "  but none did."
                                + nearMisses(pattern, exchanges())));
    }

    /** No client sent such a command. */
    public TranscriptAssert neverSent(String pattern) {
        List<Exchange> found = matching(pattern);
        if (!found.isEmpty()) {
            throw failureWithActualExpected(
                    found.size(),
                    0,
                    "%s",
                    "Expected no client to send  " + pattern + "  but there is\n" + lines(found) + file());
        }
        return this;
    }

    /** Clients sent such commands exactly so often. */
    public TranscriptAssert sentTimes(int times, String pattern) {
        List<Exchange> found = matching(pattern);
        if (found.size() != times) {
            throw failureWithActualExpected(
                    found.size(),
                    times,
                    "%s",
                    "Expected " + times + " of  " + pattern + "  but there were " + found.size() + "."
                            + (found.isEmpty() ? nearMisses(pattern, exchanges()) : "\n" + lines(found) + file()));
        }
        return this;
    }

    /** Clients sent such commands one after the other, with any others in between. */
    public TranscriptAssert sentInOrder(String... patterns) {
        List<Exchange> left = exchanges();
        String before = "";
        for (String pattern : patterns) {
            List<Exchange> rest = after(left, pattern);
            if (rest.size() == left.size()) { // a command that is found is none of the rest
                throw failure(
                        "%s",
                        "Expected in order  " + String.join(",  ", patterns) + "\nbut no client sent  " + pattern
                                + (before.isEmpty() ? "" : "  after  " + before) + nearMisses(pattern, left));
            }
            left = rest;
            before = pattern;
        }
        return this;
    }

    /** What comes after the first such command; everything if there is none. */
    private static List<Exchange> after(List<Exchange> exchanges, String pattern) {
        CommandPattern wanted = CommandPattern.of(pattern);
        for (int i = 0; i < exchanges.size(); i++) {
            if (wanted.matches(exchanges.get(i))) {
                return exchanges.subList(i + 1, exchanges.size());
            }
        }
        return exchanges;
    }

    /** Clients sent these commands and no others, in this order. */
    public TranscriptAssert sentExactly(String... patterns) {
        List<Exchange> all = exchanges();
        for (int i = 0; i < Math.min(patterns.length, all.size()); i++) {
            if (!CommandPattern.of(patterns[i]).matches(all.get(i))) {
                throw failure(
                        "%s",
                        "Expected  " + patterns[i] + "  as command " + (i + 1) + "."
                                + nearMisses(patterns[i], List.of(all.get(i))));
            }
        }
        if (all.size() != patterns.length) {
            throw failureWithActualExpected(
                    all.size(),
                    patterns.length,
                    "%s",
                    "Expected " + patterns.length + " commands but there were " + all.size() + ".\n" + commands()
                            + file());
        }
        return this;
    }

    /** The first such command, which there must be, with its answer. */
    public ExchangeAssert exchange(String pattern) {
        return new ExchangeAssert(found(pattern));
    }

    /** All commands with their answers. */
    public ListAssert<Exchange> exchanges(String pattern) {
        return Assertions.assertThat(matching(pattern)).as("commands that match %s", pattern);
    }

    /** The whole as text: see {@link Transcript#asText}. */
    public AbstractStringAssert<?> asText() {
        isNotNull();
        return Assertions.assertThat(actual.asText());
    }

    /** No command was answered with BAD: the server understood everything. */
    public TranscriptAssert hasNoBadResponses() {
        return hasNone(
                exchanges().stream()
                        .filter(exchange -> exchange.status().equals("BAD"))
                        .toList(),
                "Expected no BAD, but the server did not understand");
    }

    /**
     * The client has done nothing that it must not do: {@link Transcript#findings} has no violation. What is only noted does not
     * count.
     */
    public TranscriptAssert hasNoViolations() {
        isNotNull();
        List<ClientFinding> violations = actual.findings().stream()
                .filter(finding -> finding.kind() == ClientFinding.Kind.VIOLATION)
                .toList();
        if (!violations.isEmpty()) {
            throw failure(
                    "%s",
                    violations.stream()
                            .map(finding -> finding.line().text() + "\n" + finding)
                            .collect(Collectors.joining(
                                    "\n", "Expected no violations of the protocol, but:\n", file())));
        }
        return this;
    }

    /** So many connections have been opened, whether or not they still are. */
    public TranscriptAssert hasConnections(int count) {
        isNotNull();
        int found = actual.connections().size();
        if (found != count) {
            throw failureWithActualExpected(
                    found, count, "%s", "Expected " + count + " connections but there were " + found + file());
        }
        return this;
    }

    /** Every client that has gone has said LOGOUT first. */
    public TranscriptAssert loggedOutCleanly() {
        isNotNull();
        List<String> rude = actual.connections().stream()
                .filter(connection -> connection.closed().isPresent())
                .filter(connection -> connection.exchanges().stream()
                        .noneMatch(exchange -> exchange.command().equals("LOGOUT")))
                .map(Transcript.Connection::id)
                .toList();
        if (!rude.isEmpty()) {
            throw failure(
                    "%s",
                    "Expected LOGOUT before a connection ends, but there is none on  " + rude + "\n" + commands()
                            + file());
        }
        return this;
    }

    /** No password or token was sent without TLS. A challenge-response mechanism such as SCRAM sends none. */
    public TranscriptAssert hasNoCredentialsInClear() {
        return hasNone(
                exchanges().stream()
                        .filter(exchange -> !exchange.secure())
                        .filter(ClientHabits::sendsCredentials)
                        .toList(),
                "Expected no credentials outside TLS, but they were sent with");
    }

    /** Messages were named by UID alone: no FETCH, STORE, COPY, MOVE, SEARCH, SORT or THREAD without UID. */
    public TranscriptAssert usedNoSequenceNumbers() {
        return hasNone(
                exchanges().stream().filter(ClientHabits::usesSequenceNumbers).toList(),
                "Expected no sequence numbers, but a client used them in");
    }

    /**
     * No message was marked as read by looking at it: bodies were fetched with PEEK, or from a mailbox opened by EXAMINE. A
     * client that stores {@code \\Seen} itself does not count.
     */
    public TranscriptAssert neverSetSeenByReading() {
        isNotNull();
        return hasNone(
                actual.connections().stream()
                        .flatMap(connection -> ClientHabits.setSeenByReading(connection.exchanges()).stream())
                        .toList(),
                "Expected no message to be marked as read by reading it, but a client sent");
    }

    private TranscriptAssert hasNone(List<Exchange> found, String message) {
        if (!found.isEmpty()) {
            throw failure("%s", message + "\n" + lines(found) + file());
        }
        return this;
    }

    /** The server sent at most so many octets, all connections together. */
    public TranscriptAssert octetsFromServerAtMost(long most) {
        isNotNull();
        long octets = actual.lines().stream()
                .filter(line -> !line.fromClient())
                .mapToLong(line -> line.octets().length)
                .sum();
        if (octets > most) {
            throw failureWithActualExpected(
                    octets,
                    most,
                    "%s",
                    "Expected at most " + most + " octets from the server but there were " + octets + file());
        }
        return this;
    }

    /** Clients sent at most so many commands, all connections together. */
    public TranscriptAssert commandsAtMost(int most) {
        int found = exchanges().size();
        if (found > most) {
            throw failureWithActualExpected(
                    found,
                    most,
                    "%s",
                    "Expected at most " + most + " commands but there were " + found + ".\n" + commands() + file());
        }
        return this;
    }

    /**
     * Clients and server said what the file says: see {@link Script}.
     *
     * <p>With the system property {@code pymap.scripts.update}, which names a directory such as {@code src/test/resources},
     * the file is written there: lines that match stay as they are, others become what was said.
     *
     * @param resource a file on the class path, such as {@code /scripts/login.imap}
     * @throws IllegalArgumentException where there is no such file or it is no script
     */
    public TranscriptAssert matchesScript(String resource) {
        isNotNull();
        String directory = System.getProperty(UPDATE, "");
        if (!directory.isEmpty()) {
            update(Path.of(directory, resource));
            return this;
        }
        if (!Resources.exists(resource)) {
            throw new IllegalArgumentException("No " + resource
                    + " on the class path. To write it, run the test once with -D" + UPDATE + "=src/test/resources");
        }
        return matches(Script.parse(Resources.text(resource)), resource);
    }

    /** Clients and server said what the script says. */
    public TranscriptAssert matches(Script script) {
        return matches(script, "the script");
    }

    private TranscriptAssert matches(Script script, String name) {
        isNotNull();
        script.difference(actual).ifPresent(difference -> {
            throw failureWithActualExpected(
                    script.adaptedTo(actual).toString(),
                    script.toString(),
                    "%s",
                    "Expected the transcript to match " + name
                            + "; \"-\" was expected and did not come, \"+\" came instead:\n" + difference + file());
        });
        return this;
    }

    /** Writes the file so that it matches. */
    void update(Path file) {
        try {
            Script before = Files.exists(file) ? Script.parse(Files.readString(file)) : Script.parse("");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, before.adaptedTo(actual).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Exchange> exchanges() {
        isNotNull();
        return actual.exchanges();
    }

    private List<Exchange> matching(String pattern) {
        return exchanges().stream().filter(CommandPattern.of(pattern)::matches).toList();
    }

    private String nearMisses(String pattern, List<Exchange> among) {
        String table = CommandPattern.of(pattern).nearMisses(among);
        return (table.isEmpty() ? "" : "\n" + table) + "\n" + commands() + file();
    }

    private String commands() {
        List<Exchange> all = exchanges();
        return all.isEmpty() ? "No command was sent." : "Commands that were sent:\n" + lines(all);
    }

    private static String lines(List<Exchange> exchanges) {
        int left = exchanges.size() - COMMANDS_SHOWN;
        return exchanges.stream()
                        .limit(COMMANDS_SHOWN)
                        .map(exchange -> "  connection " + exchange.connection() + ": " + exchange.line() + "  -> "
                                + (exchange.completed() ? exchange.status() : "no answer yet"))
                        .collect(Collectors.joining("\n"))
                + (left > 0 ? "\n  and " + left + " more" : "");
    }

    /** Where to read on. */
    private String file() {
        return actual.file().map(file -> "\nTranscript: " + file).orElse("");
    }
}
