package io.pymap.backend.dict;

import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mail of the demo user, from resources.
 *
 * <p>{@code demo/index.txt} has a line for each mailbox: its name, {@code read-write} or {@code read-only}, and the files
 * with its messages. In a file stand the flags, the internal date in seconds since 1970, and then the message as it is.
 */
final class DemoData {

    static final long FIRST_UID = 101;

    private static final String DIRECTORY = "demo/";

    private DemoData() {}

    /** Adds the demo mailboxes, but for INBOX, which must be empty, and their messages. */
    static void load(DictAccount account) {
        for (String line : text("index.txt").lines().toList()) {
            String[] words = line.split(" ", -1);
            MailboxName name = new MailboxName(words[0]);
            DictMailbox mailbox =
                    account.dictMailbox(name).orElseGet(() -> create(account, name, words[1].equals("read-only")));
            for (String file : List.of(words).subList(2, words.length)) {
                add(octets(words[0] + "/" + file), mailbox);
            }
        }
    }

    private static DictMailbox create(DictAccount account, MailboxName name, boolean readOnly) {
        return readOnly ? account.createReadOnly(name) : account.create(name, Annotations.NONE);
    }

    private static void add(byte[] octets, DictMailbox mailbox) {
        int firstEnd = endOfLine(octets, 0);
        int secondEnd = endOfLine(octets, firstEnd);
        List<String> flags = new ArrayList<>(List.of(line(octets, 0, firstEnd).split(" ", -1)));
        flags.remove("");
        boolean recent = flags.remove(Flags.RECENT);
        long seconds = (long) Double.parseDouble(line(octets, firstEnd, secondEnd));
        Content content = Content.of(Arrays.copyOfRange(octets, secondEnd, octets.length));
        mailbox.fill(List.of(new NewMessage(content, Flags.of(flags), new InternalDate(seconds, 0))));
        if (!recent) {
            mailbox.settle();
        }
    }

    private static String line(byte[] octets, int from, int end) {
        return new String(octets, from, end - from, StandardCharsets.US_ASCII).strip();
    }

    private static int endOfLine(byte[] octets, int from) {
        int end = from;
        while (octets[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private static String text(String resource) {
        return new String(octets(resource), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String resource) {
        try (InputStream in = DemoData.class.getResourceAsStream(DIRECTORY + resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + DIRECTORY + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
