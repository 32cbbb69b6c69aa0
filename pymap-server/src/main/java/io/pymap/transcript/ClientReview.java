package io.pymap.transcript;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what was said over one connection for what the client should not have done. Sees only what has passed the server:
 * an answer that is here before a command may have reached the client after it was sent. So it finds nothing that depends on
 * that.
 */
final class ClientReview {

    /** RFC 9051 6.3.13. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(29);

    private static final String IDLE = "RFC 9051 6.3.13";

    /** Where the first line is none, the beginning is missing, and with it what the rules go by. */
    private static final Pattern GREETING = Pattern.compile("\\* (?:OK|PREAUTH)(?: .*)?", Pattern.CASE_INSENSITIVE);

    private final ClientSession session;
    private final ExchangeReader reader = new ExchangeReader(this::said);
    private final List<ClientFinding> findings = new ArrayList<>();
    private final Map<SentCommand, Integer> onNumbers = new HashMap<>(); // where the finding stands
    private boolean greeted;
    private @Nullable Line begun; // the first line of what the client is saying; null in between
    private @Nullable Line last; // of the client; null before it has said something

    private ClientReview(Map<String, String> known) {
        session = new ClientSession(known);
    }

    /**
     * All that is found.
     *
     * @param validities UIDVALIDITY by MAILBOXID, as the client knows it at the end
     */
    record Result(List<ClientFinding> findings, Map<String, String> validities) {}

    /**
     * Reads it all.
     *
     * @param lines from the beginning of the connection, without secrets
     * @param closed when the connection was closed, if it was
     * @param known the validities at the end of the client's earlier connections
     */
    static Result of(List<Line> lines, Optional<Instant> closed, Map<String, String> known) {
        ClientReview review = new ClientReview(known);
        lines.forEach(review::read);
        closed.ifPresent(review::ended);
        return new Result(review.findings, review.session.validities());
    }

    private void read(Line line) {
        if (line.fromClient()) {
            if (line.hasty()) {
                findings.add(ClientFinding.violation(
                        last == null ? line : last,
                        "What the literal announces is sent before the server asks for it",
                        "RFC 9051 4.3"));
            }
            begun = begun == null ? line : begun;
            last = line;
        }
        reader.read(line);
        if (!reader.awaitsLiteral(line.connection())) {
            begun = null;
        }
    }

    private void said(Said said) {
        switch (said.kind()) {
            case COMMAND -> sent(said);
            case ANSWER -> answered(said.text());
            case RESPONSE -> {
                greeted = greeted || GREETING.matcher(said.text()).matches();
                if (session.heard(said.text())) {
                    numbersChanged();
                }
            }
        }
    }

    private void sent(Said said) {
        if (begun == null) {
            return;
        }
        SentCommand command = SentCommand.of(begun, said);
        List<ClientFinding> found = greeted ? ClientRules.judge(command, session) : List.of();
        for (ClientFinding finding : found) {
            if (ClientRules.isOnNumbers(finding)) {
                onNumbers.put(command, findings.size());
            }
            findings.add(finding);
        }
        session.sent(command);
    }

    /** What was a danger has happened, for commands that come behind the one in which it does. */
    private void numbersChanged() {
        List<SentCommand> waiting = session.inFlight();
        for (SentCommand command : waiting.subList(Math.min(1, waiting.size()), waiting.size())) {
            Integer place = onNumbers.remove(command);
            if (place != null) {
                ClientFinding danger = findings.get(place);
                findings.set(place, danger.withText(danger.text() + ", and has changed: a message was expunged"));
            }
        }
    }

    private void answered(String answer) {
        Optional<SentCommand> idling = idling();
        if (idling.isEmpty() || last == null) {
            return;
        }
        if (answer.equalsIgnoreCase("DONE")) {
            checkDuration(idling.get(), last, last.at());
        } else {
            findings.add(ClientFinding.violation(last, "IDLE is to be ended by DONE, and by nothing else", IDLE));
        }
    }

    private void ended(Instant at) {
        idling().ifPresent(idle -> checkDuration(idle, idle.line(), at));
    }

    private Optional<SentCommand> idling() {
        List<SentCommand> waiting = session.inFlight();
        return waiting.stream()
                .skip(Math.max(0, waiting.size() - 1))
                .filter(command -> command.name().equals("IDLE"))
                .findFirst();
    }

    private void checkDuration(SentCommand idle, Line line, Instant end) {
        Duration duration = Duration.between(idle.line().at(), end);
        if (duration.compareTo(LONGEST_IDLE) > 0) {
            findings.add(ClientFinding.violation(
                    line,
                    "IDLE lasted " + duration.toMinutes() + " minutes; a client begins anew after "
                            + LONGEST_IDLE.toMinutes(),
                    IDLE));
        }
    }
}
