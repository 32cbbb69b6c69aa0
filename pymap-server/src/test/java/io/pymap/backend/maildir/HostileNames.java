package io.pymap.backend.maildir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names that want out of the directory they belong in, or onto a file that is not theirs. */
final class HostileNames {

    private HostileNames() {}

    /** More than two hundred, as mailbox names or as names of users. {@code victim} is another user. */
    static List<String> all() {
        Set<String> names = new LinkedHashSet<>();
        traversal(names);
        filesOfPrograms(names);
        charactersOfSystems(names);
        encodings(names);
        lengths(names);
        return new ArrayList<>(names);
    }

    private static void traversal(Set<String> names) {
        List<String> ups = List.of("..", ".", "...", "../..", "../../..", "./..", ".././..");
        for (String up : ups) {
            for (String tail :
                    List.of("", "/", "/victim", "/victim/cur", "/users.txt", "//victim", "/john/../victim")) {
                names.add(up + tail);
            }
        }
        for (String head : List.of("A/", "INBOX/", "cur/", "new/", "tmp/", ".A/", "/", "//", "")) {
            for (String tail : List.of("..", "../..", "../victim", "../../victim", "./victim", "../../../etc/passwd")) {
                names.add(head + tail);
            }
        }
        names.addAll(List.of(
                "/",
                "//",
                "/etc",
                "/etc/passwd",
                "/victim",
                "//victim",
                "A//B",
                "A/",
                "A//",
                "/A",
                "A/./B",
                "A/.",
                "victim/..",
                "john/../victim",
                "u/../v",
                "../x",
                "x/..",
                "..A",
                "..A/B",
                "A/..B",
                ".A",
                ".A.B",
                ".victim",
                "A/.B",
                "....",
                ".. ",
                " ..",
                "..\\victim",
                "\\",
                "\\\\host\\share",
                "..\\..\\victim",
                "A\\..\\..\\victim",
                "C:",
                "C:\\",
                "C:/",
                "c:victim",
                "file:///etc/passwd",
                "~",
                "~/",
                "~victim",
                "~root",
                "~/victim",
                "A/~",
                "A/~victim",
                "~john/../victim"));
    }

    private static void filesOfPrograms(Set<String> names) {
        for (String file : List.of(
                "cur",
                "new",
                "tmp",
                "maildirfolder",
                "maildirsize",
                "subscriptions",
                "dovecot-uidlist",
                "dovecot-uidlist.lock",
                "dovecot-keywords",
                "dovecot-uidvalidity",
                "dovecot-uidvalidity.00000001",
                "dovecot.index",
                "dovecot.index.log",
                "dovecot.index.cache",
                "dovecot.list.index",
                "dovecot-acl",
                "dovecot.sieve",
                "dovecot.mailbox.log",
                "subscriptions.lock",
                "pymap.index",
                "pymap.moving",
                "pymap-index",
                "users.txt",
                "users.txt.lock")) {
            names.add(file);
            names.add("A/" + file);
            names.add("INBOX/" + file);
            names.add(file + "/A");
        }
        names.addAll(List.of(
                "cur/1.host:2,S", "new/1.host", "tmp/x", "tmp/cur.deleted", "A/tmp/cur.deleted", "CUR", "A/Cur"));
    }

    private static void charactersOfSystems(Set<String> names) {
        for (String c : List.of(
                "\0", "\n", "\r", "\r\n", "\t", "\b", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\ufffd",
                "\ud800", "\udc00", "\ufeff", "\u202e", "\u200b")) {
            names.add("A" + c + "B");
            names.add(c);
            names.add("A/.." + c + "/victim");
            names.add(".." + c);
        }
        for (String c : List.of(
                ":", "*", "?", "\"", "<", ">", "|", "%", "%u", "%2e%2e", "$HOME", "`id`", "$(id)", ";", "&", "'", "#",
                "!", "@", "{0}", "(", ")", "[", "]", "^", "=", "+", ",", " ", "  ", "-", "--", "-rf", "--help")) {
            names.add(c);
            names.add("A" + c + "/..");
            names.add("../" + c);
        }
        names.addAll(List.of(
                "CON",
                "NUL",
                "PRN",
                "AUX",
                "COM1",
                "LPT1",
                "nul.txt",
                "A.",
                "A ",
                " A",
                "john:x:y",
                "#john",
                "john\n#"));
    }

    private static void encodings(Set<String> names) {
        names.addAll(List.of(
                "&AC8-",
                "&AC4ALg-",
                "&AC4ALg-/victim",
                "..&AC8-victim",
                "&AC4-&AC4-",
                "%2e%2e%2fvictim",
                "..%2fvictim",
                "%2e%2e/victim",
                "..%c0%afvictim",
                "\u2025/victim",
                "\uff0e\uff0e/victim",
                "\u2024\u2024/victim",
                "..\uff0fvictim",
                "..\u2215victim",
                "..\u2044victim",
                "\u00c0\u00ae\u00c0\u00ae/victim",
                "&",
                "&-",
                "&&",
                "&-..",
                "a&-/..",
                "&ABC",
                "\u0130nbox",
                "\u0131nbox",
                "inbox",
                "Inbox/..",
                "INBOX/../..",
                "INBOX/.",
                "INBOX/INBOX",
                "inbox/inbox",
                "caf\u00e9",
                "cafe\u0301",
                "\ud83d\ude00"));
    }

    private static void lengths(Set<String> names) {
        for (int length : List.of(249, 250, 251, 255, 256, 1000, 5000)) {
            names.add("x".repeat(length));
            names.add("x".repeat(length) + "/..");
            names.add("\u00e9".repeat(length));
        }
        names.add(("x".repeat(249) + "/").repeat(30) + "x");
        names.add("a/".repeat(31) + "a");
        names.add("a/".repeat(32) + "a");
        names.add("../".repeat(40) + "victim");
        names.add("a/".repeat(5000) + "a");
    }
}
