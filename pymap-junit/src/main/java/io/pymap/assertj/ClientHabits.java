package io.pymap.assertj;

import io.pymap.transcript.Exchange;
import io.pymap.transcript.SecretFilter;
import io.pymap.transcript.SeenFlag;
import io.pymap.transcript.SequenceNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What clients do that tests want to know of. */
final class ClientHabits {

    private static final Set<String> NUMBERED = Set.of("FETCH", "STORE", "COPY", "MOVE", "SEARCH", "SORT", "THREAD");
    /** Mechanisms that send the password or the token itself. */
    private static final Set<String> CLEAR_MECHANISMS = Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    private ClientHabits() {}

    static boolean sendsCredentials(Exchange exchange) {
        List<String> words = exchange.words();
        String command = exchange.command();
        if (exchange.tag().equalsIgnoreCase("LOGIN") || exchange.tag().equalsIgnoreCase("AUTHENTICATE")) {
            return command.equalsIgnoreCase(SecretFilter.REDACTED); // a client that forgot the tag
        }
        if (command.equals("LOGIN")) {
            return words.size() > 1;
        }
        return command.equals("AUTHENTICATE")
                && words.size() > 1
                && CLEAR_MECHANISMS.contains(words.get(1).toUpperCase(Locale.ROOT))
                && (words.size() > 2 || exchange.answers().contains(SecretFilter.REDACTED));
    }

    static boolean usesSequenceNumbers(Exchange exchange) {
        return NUMBERED.contains(exchange.command())
                || !SequenceNumbers.in(exchange.command(), exchange.arguments()).isEmpty();
    }

    /**
     * Those of one connection's commands that mark messages as read.
     *
     * @param exchanges all of the connection, in order
     */
    static List<Exchange> setSeenByReading(List<Exchange> exchanges) {
        List<Exchange> found = new ArrayList<>();
        boolean readOnly = false;
        for (Exchange exchange : exchanges) {
            switch (exchange.command()) {
                case "SELECT" -> readOnly = exchange.code().equalsIgnoreCase("READ-ONLY");
                case "EXAMINE" -> readOnly = true;
                case "FETCH", "UID FETCH" -> {
                    boolean done = !exchange.status().equals("NO")
                            && !exchange.status().equals("BAD");
                    if (!readOnly && done && SeenFlag.isSetBy(exchange.words())) {
                        found.add(exchange);
                    }
                }
                default -> {}
            }
        }
        return found;
    }
}
