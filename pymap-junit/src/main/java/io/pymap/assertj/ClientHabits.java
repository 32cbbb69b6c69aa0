package io.pymap.assertj;

import io.pymap.transcript.Exchange;
import io.pymap.transcript.SecretFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What clients do that tests want to know of. */
final class ClientHabits {

    private static final Set<String> NUMBERED = Set.of("FETCH", "STORE", "COPY", "MOVE", "SEARCH", "SORT", "THREAD");
    private static final Set<String> SEARCHES = Set.of("UID SEARCH", "UID SORT", "UID THREAD");
    private static final Pattern SEQUENCE_SET = Pattern.compile("[0-9*]+(?:[:,][0-9*]+)*");

    /** Search keys whose argument may look like a sequence set and is none. RFC 9051 6.4.4, RFC 5032, RFC 7162. */
    private static final Set<String> WITH_ARGUMENT = Set.of(
            "UID",
            "LARGER",
            "SMALLER",
            "OLDER",
            "YOUNGER",
            "MODSEQ",
            "SUBJECT",
            "BODY",
            "TEXT",
            "FROM",
            "TO",
            "CC",
            "BCC",
            "KEYWORD",
            "UNKEYWORD",
            "EMAILID",
            "THREADID",
            "CHARSET",
            "PARTIAL",
            "X-GM-MSGID",
            "X-GM-THRID",
            "X-GM-RAW",
            "X-GM-LABELS");

    /** Mechanisms that send the password or the token itself. */
    private static final Set<String> CLEAR_MECHANISMS = Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    private static final Pattern SETS_SEEN =
            Pattern.compile("\\(?(?:.* )?(?:BODY\\[|BINARY\\[|RFC822(?:\\.TEXT)?(?:[ )]|$)).*");

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
                || (SEARCHES.contains(exchange.command()) && searchesByNumber(keys(exchange)));
    }

    /** The words of a search, those in parentheses as well. */
    private static List<String> keys(Exchange exchange) {
        return List.of(exchange.arguments().split("[ ()]+"));
    }

    /** RFC 9051 6.4.9: a set that stands alone is one of sequence numbers, also in UID SEARCH. 1:* is just everything. */
    private static boolean searchesByNumber(List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            String before = i == 0 ? "" : keys.get(i - 1).toUpperCase(Locale.ROOT);
            String key = keys.get(i);
            boolean header = i > 1 && keys.get(i - 2).equalsIgnoreCase("HEADER");
            if (SEQUENCE_SET.matcher(key).matches()
                    && !key.equals("1:*")
                    && !WITH_ARGUMENT.contains(before)
                    && !header) {
                return true;
            }
        }
        return false;
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
                    if (!readOnly && done && fetchesBody(exchange)) {
                        found.add(exchange);
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    private static boolean fetchesBody(Exchange exchange) {
        List<String> words = exchange.words();
        return words.size() > 2
                && SETS_SEEN.matcher(words.get(2).toUpperCase(Locale.ROOT)).matches();
    }
}
