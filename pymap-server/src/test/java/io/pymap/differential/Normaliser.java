package io.pymap.differential;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Brings the answers of one server into a form in which equal means the same: a map from the point of an answer to what
 * is said to it.
 *
 * <p>Left out is what an RFC leaves to the server: texts, tags, the form of strings, the order of responses and of items,
 * and data that the command did not ask for. That is checked by other means: each client's {@link Belief} is compared, and
 * all mailboxes at the end.
 */
final class Normaliser {

    private static final DateTimeFormatter INTERNAL_DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu HH:mm:ss xx")
            .toFormatter(Locale.ENGLISH);

    /** Codes that say more than OK, NO and BAD do, and that a client may act upon. Those of RFC 5530 are optional. */
    private static final Set<String> CODES = Set.of(
            "APPENDUID",
            "COPYUID",
            "TRYCREATE",
            "READ-ONLY",
            "READ-WRITE",
            "MODIFIED",
            "BADCHARSET",
            "UNKNOWN-CTE",
            "NOTSAVED");

    private int exists;
    private boolean done;
    private final Map<String, String> uidValidities = new HashMap<>();

    /**
     * What the server said to the command, point by point.
     *
     * @param exists how many messages the client knew when it sent the command
     */
    Map<String, String> points(Command command, Answer answer, int exists) {
        this.exists = exists;
        done = answer.isOk();
        Map<String, String> points = new TreeMap<>();
        points.put("outcome", answer.outcome());
        code(answer, points);
        if (command.name().equals("SELECT") || command.name().equals("EXAMINE")) {
            selected(answer, points);
        }
        for (Response response : answer.responses()) {
            if (!response.kind().equals("STATUS")) {
                data(command, response, points);
            }
        }
        answer.data("STATUS") // by name, so that both number UIDVALIDITYs alike
                .sorted(Comparator.comparing(
                        response -> mailbox(response.values().get(0))))
                .forEach(response -> status(response.values(), points));
        return points;
    }

    private void code(Answer answer, Map<String, String> points) {
        String name = answer.codeName().toUpperCase(Locale.ROOT);
        String code = answer.code();
        if (name.equals("COPYUID") || name.equals("MODIFIED") || !CODES.contains(name)) {
            code = "";
        } else if (name.equals("BADCHARSET") || (name.startsWith("READ-") && !answer.isOk())) {
            code = name.equals("BADCHARSET") ? name : ""; // the list of charsets is optional
        } else if (name.equals("APPENDUID")) {
            String[] words = answer.code().split(" ");
            code = name + " " + uidValidity(words[1]) + " " + Numbers.expand(words[2]);
        }
        if (name.equals("MODIFIED")) {
            code = name + " " + new TreeSet<>(Numbers.expand(answer.code().split(" ")[1]));
        }
        List<String> copied = new ArrayList<>();
        if (name.equals("COPYUID")) {
            copied.add(copyUid(answer.code().substring(8)));
        }
        answer.untaggedCode("COPYUID").map(this::copyUid).forEach(copied::add); // RFC 6851 4.3: MOVE tells it untagged
        if (!copied.isEmpty()) {
            points.put("COPYUID", String.join(" ", copied));
        }
        if (!code.isEmpty()) {
            points.put("code", code.toUpperCase(Locale.ROOT));
        }
    }

    private String copyUid(String arguments) {
        String[] words = arguments.split(" ");
        List<Long> from = Numbers.expand(words[1]);
        List<Long> to = Numbers.expand(words[2]);
        Map<Long, Long> pairs = new TreeMap<>();
        for (int i = 0; i < from.size(); i++) {
            pairs.put(from.get(i), to.get(i));
        }
        return uidValidity(words[0]) + " " + pairs;
    }

    private String uidValidity(String number) {
        return uidValidities.computeIfAbsent(number, unknown -> "validity" + (uidValidities.size() + 1));
    }

    private void selected(Answer answer, Map<String, String> points) {
        for (Response response : answer.responses()) {
            if (response.kind().equals("EXISTS")) {
                points.put("EXISTS", String.valueOf(response.number()));
            } else if (response.kind().equals("RECENT")) {
                points.put("RECENT", String.valueOf(response.number()));
            } else if (response.kind().equals("FLAGS")) {
                points.put("FLAGS", systemFlags(response.values().get(0).canonical()));
            } else if (response.kind().equals("OK") && response.tag().equals("*")) {
                switch (response.codeName()) {
                    case "UIDVALIDITY" -> points.put("UIDVALIDITY", uidValidity(response.codeArguments()));
                    case "UIDNEXT", "UNSEEN" -> points.put(response.codeName(), response.codeArguments());
                    case "PERMANENTFLAGS" -> points.put("PERMANENTFLAGS", systemFlags(response.codeArguments()));
                    case "HIGHESTMODSEQ" -> points.put("HIGHESTMODSEQ", "a number");
                    case "NOMODSEQ" -> points.put("NOMODSEQ", "");
                    default -> {
                        // for people
                    }
                }
            }
        }
    }

    /** Keywords are left out: which of those ever used a server names is its choice. */
    private static String systemFlags(String list) {
        TreeSet<String> flags = new TreeSet<>();
        for (String flag : list.replaceAll("[()]", "").toUpperCase(Locale.ROOT).split(" ")) {
            if (flag.startsWith("\\") && !flag.equals("\\RECENT")) {
                flags.add(flag);
            }
        }
        return String.join(" ", flags);
    }

    private void data(Command command, Response response, Map<String, String> points) {
        List<Value> values = response.values();
        switch (response.kind()) {
            case "FETCH" -> {
                if (done) { // else it is what others did
                    fetched(command, response, points);
                }
            }
            case "SEARCH" -> points.merge("SEARCH", search(values), (one, other) -> one + " and " + other);
            case "SORT" -> points.put("SORT", search(values, false));
            case "THREAD" -> points.put("THREAD", canonical(values));
            case "ESEARCH" -> esearch(values, points);
            case "LIST", "LSUB" -> listed(response, points);
            case "ENABLED" ->
                points.put(
                        "ENABLED",
                        String.join(
                                " ",
                                values.stream().map(Value::upperCase).sorted().toList()));
            case "NAMESPACE" -> points.put("NAMESPACE", canonical(values));
            case "CAPABILITY", "ID" -> points.put(response.kind(), "told");
            case "VANISHED" -> {
                if (values.size() == 2) { // (EARLIER)
                    points.merge(
                            "VANISHED EARLIER",
                            String.valueOf(Numbers.expand(values.get(1).text())),
                            String::concat);
                }
            }
            case "EXPUNGE" -> exists--;
            case "BYE" -> points.put("BYE", "told");
            default -> {
                // what the Belief follows
            }
        }
    }

    private static String canonical(List<Value> values) {
        return values.stream().map(Value::canonical).collect(Collectors.joining(" "));
    }

    private static String search(List<Value> values) {
        return search(values, true);
    }

    private static String search(List<Value> values, boolean ordered) {
        List<String> numbers = new ArrayList<>();
        String modSeq = "";
        for (Value value : values) {
            if (value instanceof Value.Items) {
                modSeq = " with MODSEQ";
            } else {
                numbers.add(value.text());
            }
        }
        if (ordered) {
            numbers.sort(Comparator.comparing(Long::valueOf)); // RFC 3501 7.2.5 gives no order
        }
        return String.join(" ", numbers) + modSeq;
    }

    private static void esearch(List<Value> values, Map<String, String> points) {
        int at = 0;
        if (at < values.size() && values.get(at) instanceof Value.Items) {
            at++; // the tag, which is the same
        }
        points.put("ESEARCH", "");
        while (at < values.size()) {
            String name = values.get(at).upperCase();
            if (name.equals("UID")) {
                points.put("ESEARCH UID", "");
                at++;
                continue;
            }
            String value = at + 1 < values.size() ? values.get(at + 1).text() : "";
            at += 2;
            if (name.equals("MODSEQ")) {
                value = "a number";
            } else if (name.equals("ALL") && !value.isEmpty()) {
                value = String.valueOf(Numbers.expand(value));
            }
            points.put("ESEARCH " + name, value);
        }
    }

    private static void listed(Response response, Map<String, String> points) {
        List<Value> values = response.values();
        TreeSet<String> attributes = new TreeSet<>();
        if (values.get(0) instanceof Value.Items items) {
            items.values().forEach(value -> attributes.add(value.upperCase()));
        }
        String more = values.size() > 3 ? " " + canonical(values.subList(3, values.size())) : "";
        more = more.replaceAll("\"([A-Z]+)\"", "$1"); // RFC 5258 6: names of further data are atoms or strings
        points.merge(
                response.kind() + " " + mailbox(values.get(2)),
                attributes + " " + values.get(1).canonical() + more,
                (one, other) -> one + " and " + other);
    }

    private static String mailbox(Value name) {
        String upperCase = name.upperCase();
        if (upperCase.equals("INBOX")) {
            return "INBOX";
        }
        boolean below = upperCase.startsWith("INBOX/"); // RFC 3501 5.1
        return below ? "INBOX" + name.text().substring(5) : name.text();
    }

    private void status(List<Value> values, Map<String, String> points) {
        String prefix = "STATUS " + mailbox(values.get(0)) + " ";
        List<Value> items = values.get(1) instanceof Value.Items list ? list.values() : List.of();
        points.put(prefix.strip(), "");
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String name = items.get(i).upperCase();
            String value = items.get(i + 1).text();
            if (name.equals("UIDVALIDITY")) {
                value = uidValidity(value);
            } else if (name.equals("HIGHESTMODSEQ")) {
                value = "a number";
            }
            points.put(prefix + name, value);
        }
    }

    private void fetched(Command command, Response response, Map<String, String> points) {
        String asked = command.verb().equals("FETCH") || command.verb().equals("STORE") ? command.upperCase() : "";
        Map<String, Value> items = Fetched.of(response).items();
        long uid = items.containsKey("UID") ? Long.parseLong(items.get("UID").text()) : 0;
        String set = command.arguments().replaceFirst(" .*", "");
        boolean unknown = response.number() > exists || (command.isUid() && uid == 0);
        if (unknown || !Numbers.contains(set, command.isUid() ? uid : response.number(), response.number() == exists)) {
            return; // another client's doing, of which a server may tell now or later
        }
        String message = command.isUid() ? "UID " + uid : String.valueOf(response.number());
        for (Map.Entry<String, Value> item : items.entrySet()) {
            String name = item.getKey();
            boolean wanted = switch (name) {
                case "FLAGS" -> (asked.contains("FLAGS") && !asked.contains(".SILENT")) || hasMacro(asked);
                case "UID" -> asked.matches(".*\\bUID\\b.*");
                case "MODSEQ" -> asked.matches(".*[( ]MODSEQ\\b.*");
                default -> command.verb().equals("FETCH");
            };
            if (wanted) {
                points.put("FETCH " + message + " " + name, item(name, item.getValue()));
            }
        }
    }

    private static boolean hasMacro(String asked) {
        return asked.matches(".* (ALL|FAST|FULL)");
    }

    private static String item(String name, Value value) {
        return switch (name) {
            case "FLAGS" -> String.valueOf(Belief.comparable(value));
            case "INTERNALDATE", "SAVEDATE" -> value.isNil() ? "NIL" : instant(value.text());
            case "MODSEQ" -> "a number";
            case "BODY", "BODYSTRUCTURE" -> Structures.canonical(value);
            default -> value.canonical();
        };
    }

    /** The same instant is the same date whatever the zone; the time of the run is one. */
    private static String instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text.strip(), INTERNAL_DATE).toInstant();
            boolean recent = Duration.between(instant, Instant.now()).abs().compareTo(Duration.ofHours(12)) < 0;
            return recent ? "now" : instant.toString();
        } catch (DateTimeParseException e) {
            return "no date: " + text;
        }
    }
}
