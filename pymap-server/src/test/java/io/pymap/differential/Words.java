package io.pymap.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Words of commands, chosen at random so that most of them make sense where they stand. */
final class Words {

    private static final List<String> FRESH = List.of(
            "Archive",
            "Work/next",
            "a/b/c",
            "Entw&APw-rfe/alt",
            "&U,BTFw-",
            "UPPER",
            "under_score",
            "dot.name",
            "two words",
            "x-y",
            "Work/2024/Q1",
            "n1",
            "n2");
    private static final List<String> ODD = List.of(
            "",
            "&",
            "bad&name",
            "a//b",
            "/lead",
            "wild*",
            "per%cent",
            "inbox/sub",
            "&AGE-",
            "&Jjo",
            "(",
            "quote\"d",
            "back\\slash",
            "with]bracket");
    private static final List<String> KEYWORDS = List.of("$Forwarded", "$Junk", "project", "NonJunk", "Work-2");
    private static final List<String> FLAGS = List.of("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft");

    private final Random random;
    private final Set<String> offered;
    private final Set<String> mailboxes = new TreeSet<>();
    private final Map<Integer, String> selected = new HashMap<>();
    private final Map<Integer, String> lastSelected = new HashMap<>();
    private int connection;
    private Belief belief = new Belief();

    /** @param offered the capabilities of both servers */
    Words(Random random, Set<String> offered) {
        this.random = random;
        this.offered = offered;
        mailboxes.addAll(Seeds.MAILBOXES.keySet());
    }

    /** What follows is for this client. */
    void turnTo(int client, Belief believed) {
        connection = client;
        belief = believed;
    }

    boolean offers(String capability) {
        return offered.contains(capability);
    }

    // what happened

    void created(String name) {
        for (int at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
            mailboxes.add(name.substring(0, at));
        }
        mailboxes.add(name);
    }

    void deleted(String name) {
        mailboxes.remove(name);
    }

    void selects(String name) {
        selected.put(connection, name);
        lastSelected.put(connection, name);
    }

    void unselects() {
        selected.remove(connection);
    }

    // choices

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int number(int below) {
        return random.nextInt(below);
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Up to so many, at least one, with spaces between. */
    String several(int most, Supplier<String> word) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            words.add(word.get());
        }
        return String.join(" ", words);
    }

    /** Mostly as it is, sometimes in another case. */
    String keyword(String word) {
        return switch (random.nextInt(12)) {
            case 0 -> word.toLowerCase(Locale.ROOT);
            case 1 -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
            default -> word;
        };
    }

    // strings

    /** As an atom where it may be one, or quoted, or a literal of either kind. */
    String astring(String text) {
        boolean atom = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F && "(){%*\"\\".indexOf(c) < 0);
        if (atom && chance(70)) {
            return text;
        }
        return string(text);
    }

    String string(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return plain && chance(85) ? quoted(text) : literal(text);
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** @param text octets */
    String literal(String text) {
        return "{" + text.length() + (chance(50) ? "+" : "") + "}\r\n" + text;
    }

    /** One for which the client waits. */
    static String synchronizing(String text) {
        return "{" + text.length() + "}\r\n" + text;
    }

    static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    // mailboxes

    /** One that is there, mostly. */
    String mailbox() {
        int choice = random.nextInt(100);
        if (choice < 3) {
            return one(ODD);
        }
        if (choice < 8) {
            return one(FRESH);
        }
        if (choice < 30) {
            return one("INBOX", "INBOX", "inbox", "Inbox");
        }
        return one(List.copyOf(mailboxes));
    }

    String freshMailbox() {
        int choice = random.nextInt(100);
        return choice < 6 ? one(ODD) : choice < 15 ? mailbox() : one(FRESH) + (chance(20) ? "/" + one(FRESH) : "");
    }

    /** One in which nobody works, neither in those below it. */
    String idleMailbox() {
        List<String> idle = mailboxes.stream()
                .filter(name -> selected.values().stream()
                        .noneMatch(used -> used.equalsIgnoreCase(name) || used.startsWith(name + "/")))
                .collect(Collectors.toList());
        return idle.isEmpty() ? "nowhere" : one(idle);
    }

    String lastSelected() {
        return lastSelected.getOrDefault(connection, "INBOX");
    }

    // messages

    int exists() {
        return belief.labels().size();
    }

    /** A set of sequence numbers. */
    String set() {
        int exists = exists();
        if (exists == 0 || chance(3)) {
            return one("1", "1:*", "*", "0", "7:99", "1,", "", ",1", "1:2:3", "*:*", "4294967295", "4294967296");
        }
        return ranges(exists);
    }

    /** A set of UIDs, some of which there are. */
    String uidSet() {
        if (chance(4)) {
            return one("0", "99:*", "*", "1,", "4294967295", "4294967296", "1:4294967295", "*:1", "50:60");
        }
        return ranges(exists() + 3);
    }

    private String ranges(int most) {
        return switch (random.nextInt(8)) {
            case 0 -> "1:*";
            case 1 -> "*";
            case 2 -> "*:" + one(most);
            case 3 -> one(most) + ":*";
            case 4 -> one(most) + ":" + one(most);
            case 5 -> one(most) + "," + one(most) + (chance(30) ? "," + one(most) + ":" + one(most) : "");
            default -> one(most);
        };
    }

    private String one(int most) {
        return String.valueOf(1 + random.nextInt(most));
    }

    /** What the mailbox had reached when it was selected, where both servers tell that. */
    String modSeq() {
        return belief.tellsModSeq() && chance(85) ? "@modseq@" : "4611686018427387904";
    }

    // flags

    String flag() {
        int choice = random.nextInt(100);
        if (choice < 75) {
            return keyword(one(FLAGS));
        }
        return choice < 98 ? one(KEYWORDS) : one("\\Recent", "\\Unknown", "\\", "a b", "bad]flag", "*");
    }

    String flagList() {
        if (chance(4)) {
            return "()";
        }
        return "(" + flags(3) + ")";
    }

    /** Up to so many, no two alike. */
    String flags(int most) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            String flag = flag();
            flags.put(flag.toUpperCase(Locale.ROOT), flag);
        }
        return String.join(" ", flags.values());
    }

    String keywordFlag() {
        return one(KEYWORDS);
    }

    // dates

    String date() {
        return one(
                "1-Jan-2020",
                "01-Jan-2020",
                "15-Mar-2021",
                "\"29-Feb-2024\"",
                "1-Jul-1999",
                "31-Dec-2030",
                "2-jun-2022");
    }

    /** Near noon in every zone, so that its day is the same in all. */
    String dateTime() {
        return "\"" + one("01-Jan-2020", " 1-Jan-2020", "15-Mar-2021", "29-Feb-2024", "31-Dec-1999", "02-Jun-2022")
                + " " + one("12:00:00 +0000", "13:30:15 +0200", "10:59:59 -0100", "12:34:56 +0530") + "\"";
    }

    <T> List<T> shuffled(List<T> values) {
        List<T> copy = new ArrayList<>(values);
        Collections.shuffle(copy, random);
        return copy;
    }
}
