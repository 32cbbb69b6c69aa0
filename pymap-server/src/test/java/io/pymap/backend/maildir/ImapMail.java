package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.differential.Answer;
import io.pymap.differential.Client;
import io.pymap.differential.Fetched;
import io.pymap.differential.Response;
import io.pymap.differential.Value;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.ModifiedUtf7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an IMAP server tells of a user's mail, over one connection. */
final class ImapMail {

    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ROOT);

    /** The server is not there any more. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;

        Gone() {
            super("the server has closed the connection");
        }
    }

    private final Client client;

    ImapMail(Client client) {
        this.client = client;
    }

    /**
     * Sends a command that must succeed.
     *
     * @throws Gone where the connection ends before the answer does
     */
    Answer ok(String command) {
        Answer answer = run(command);
        if (!answer.isOk()) {
            throw new AssertionError("expected OK, but:\n" + String.join("", answer.dialogue()));
        }
        return answer;
    }

    /** Sends a command that may be refused. */
    Answer run(String command) {
        try {
            Answer answer = client.run(command);
            if (answer.outcome().equals("closed")) {
                throw new Gone();
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All there is. */
    ToldAccount read() {
        return read(name -> true);
    }

    /**
     * All there is of the mailboxes that it lists and that pass.
     *
     * @param whether a mailbox is to be read
     */
    ToldAccount read(Predicate<MailboxName> whether) {
        SortedMap<MailboxName, ToldMailbox> mailboxes = new TreeMap<>();
        for (MailboxName name : names("LIST \"\" \"*\"")) {
            if (whether.test(name)) {
                mailboxes.put(name, mailbox(name));
            }
        }
        return new ToldAccount(mailboxes, names("LIST (SUBSCRIBED) \"\" \"*\""));
    }

    private SortedSet<MailboxName> names(String command) {
        boolean subscribed = command.contains("SUBSCRIBED");
        return ok(command)
                .data("LIST")
                .filter(response -> subscribed || isSelectable(response))
                .map(response -> new MailboxName(
                        ModifiedUtf7.decode(response.values().get(2).text())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSelectable(Response response) {
        String attributes = response.values().get(0).upperCase();
        return !attributes.contains("\\NOSELECT") && !attributes.contains("\\NONEXISTENT");
    }

    /** As a name stands in a command. */
    static String quoted(MailboxName name) {
        return "\"" + ModifiedUtf7.encode(name.value()) + "\"";
    }

    private ToldMailbox mailbox(MailboxName name) {
        Answer examined = ok("EXAMINE " + quoted(name) + " (CONDSTORE)");
        SortedMap<Long, ToldMessage> messages = new TreeMap<>();
        ok("UID FETCH 1:* (UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE BODY.PEEK[])")
                .data("FETCH")
                .map(Fetched::of)
                .forEach(fetched -> {
                    if (fetched.items().containsKey("BODY[]")) { // else news of another session
                        messages.put(number(fetched, "UID"), message(fetched));
                    }
                });
        return new ToldMailbox(
                code(examined, "UIDVALIDITY"), code(examined, "UIDNEXT"), code(examined, "HIGHESTMODSEQ"), messages);
    }

    static long code(Answer answer, String name) {
        return answer.untaggedCode(name)
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + name + " in " + answer.dialogue()));
    }

    private static ToldMessage message(Fetched fetched) {
        byte[] octets = item(fetched, "BODY[]").text().getBytes(ISO_8859_1);
        long size = number(fetched, "RFC822.SIZE");
        if (size != octets.length) {
            throw new AssertionError(
                    "UID " + number(fetched, "UID") + " has RFC822.SIZE " + size + " and " + octets.length + " octets");
        }
        String date = item(fetched, "INTERNALDATE").text().strip();
        long seconds = OffsetDateTime.parse(date.indexOf('-') == 1 ? "0" + date : date, DATE)
                .toEpochSecond();
        return new ToldMessage(modSeq(fetched), flags(fetched), seconds, size, ToldMessage.sha256(octets));
    }

    private static Value item(Fetched fetched, String name) {
        Value value = fetched.items().get(name);
        if (value == null) {
            throw new AssertionError("expected " + name + " in " + fetched);
        }
        return value;
    }

    private static long number(Fetched fetched, String name) {
        return Long.parseLong(item(fetched, name).text());
    }

    private static long modSeq(Fetched fetched) {
        return item(fetched, "MODSEQ") instanceof Value.Items items
                ? Long.parseLong(items.values().get(0).text())
                : 0;
    }

    private static Flags flags(Fetched fetched) {
        List<String> flags = new ArrayList<>();
        if (item(fetched, "FLAGS") instanceof Value.Items items) {
            items.values().stream()
                    .map(Value::text)
                    .filter(flag -> !flag.equalsIgnoreCase(Flags.RECENT))
                    .forEach(flags::add);
        }
        return Flags.of(flags);
    }

    /** What a client takes the mailbox for that knew it before and asks what is new. The connection has QRESYNC enabled. */
    SortedMap<Long, Flags> resync(MailboxName name, ToldMailbox before) {
        SortedMap<Long, Flags> known = flags(before);
        Answer selected = ok("EXAMINE " + quoted(name) + " (QRESYNC (" + before.uidValidity() + " "
                + before.highestModSeq() + " 1:4294967295))");
        selected.data("VANISHED").forEach(response -> {
            String set = response.values().get(response.values().size() - 1).text();
            known.keySet().removeIf(uid -> contains(set, uid));
        });
        selected.data("FETCH").map(Fetched::of).forEach(fetched -> known.put(number(fetched, "UID"), flags(fetched)));
        return known;
    }

    static SortedMap<Long, Flags> flags(ToldMailbox mailbox) {
        SortedMap<Long, Flags> flags = new TreeMap<>();
        mailbox.messages().forEach((uid, message) -> flags.put(uid, message.flags()));
        return flags;
    }

    private static boolean contains(String set, long uid) {
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            if (uid >= Long.parseLong(ends[0]) && uid <= Long.parseLong(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    /** The numbers of a set, in its order. */
    static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (long uid = Long.parseLong(ends[0]); uid <= Long.parseLong(ends[ends.length - 1]); uid++) {
                numbers.add(uid);
            }
        }
        return numbers;
    }

    static String set(Collection<Long> uids) {
        return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
