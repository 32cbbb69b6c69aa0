package io.pymap.backend.redis;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.index.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads records of messages and of the change log, as {@code docs/redis.md} describes them. */
final class Records {

    private static final int MAX_KNOWN = 10_000;

    private final Contents contents;
    private final ReadAhead readAhead;
    private final Map<String, Flags> known = new ConcurrentHashMap<>(); // equal flags are one object

    Records(Contents contents, ReadAhead readAhead) {
        this.contents = contents;
        this.readAhead = readAhead;
    }

    /** {@code <mod-sequence> <flags>\n<date> <zone> <saved> <size> <thread id> <content>}. */
    Message message(long uid, String record) {
        int line = record.indexOf('\n');
        String head = record.substring(0, line);
        String[] parts = record.substring(line + 1).split(" ", -1);
        return new Message(
                uid,
                Long.parseLong(word(head)),
                flags(rest(head)),
                new InternalDate(Long.parseLong(parts[0]), Integer.parseInt(parts[1])),
                Instant.ofEpochSecond(Long.parseLong(parts[2])),
                Contents.emailId(parts[5]),
                parts[4],
                content(uid, parts[5], Long.parseLong(parts[3])));
    }

    Content content(long uid, String hash, long size) {
        return contents.stored(hash, size, uid, readAhead);
    }

    /** The changes of one log entry: {@code [id, [kind, value, kind, value, ...]]}. */
    List<LogEntry> entries(Answer entry) {
        List<Answer> fields = entry.at(1).all();
        List<LogEntry> entries = new ArrayList<>(fields.size() / 2);
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            entries.add(entry(fields.get(i).text(), fields.get(i + 1).text()));
        }
        return entries;
    }

    private LogEntry entry(String kind, String value) {
        long uid = Long.parseLong(word(value));
        String record = rest(value);
        return switch (kind) {
            case "+" -> new LogEntry.Added(message(uid, record));
            case "*" -> new LogEntry.Flagged(uid, Long.parseLong(word(record)), flags(rest(record)));
            case "-" -> new LogEntry.Expunged(uid, Long.parseLong(record));
            case "." -> new LogEntry.Touched(Long.parseLong(record));
            default -> throw new IllegalStateException("The change log has an entry " + kind);
        };
    }

    Flags flags(String words) {
        if (words.isEmpty()) {
            return Flags.NONE;
        }
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(words, text -> Flags.of(text.split(" ", -1)));
    }

    /** Flags as scripts take them. */
    static String words(Flags flags) {
        for (String flag : flags) {
            if (flag.isEmpty() || !flag.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new MailboxException.NotAllowed("Flags are of printable ASCII characters");
            }
        }
        return String.join(" ", flags.asList());
    }

    private static String word(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static String rest(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(space + 1);
    }
}
