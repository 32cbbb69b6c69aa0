package io.pymap.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Times commands on one mailbox of a million messages, each of them different: {@code mvn -Pbenchmark verify
 * -Dexec.mainClass=io.pymap.benchmarks.LargeMailbox}. The first argument, if there is one, is another number of messages.
 */
public final class LargeMailbox {

    private static final int AT_ONCE = 10_000;

    private static final List<String> COMMANDS = List.of(
            "SELECT INBOX",
            "UID FETCH 1:* (FLAGS)",
            "SEARCH FLAGGED",
            "SEARCH RETURN (COUNT) UNSEEN",
            "SEARCH UID 500000:500100 NOT SEEN",
            "SORT (ARRIVAL) UTF-8 ALL",
            "SORT (DATE) UTF-8 ALL",
            "SORT RETURN (PARTIAL 1:50) (REVERSE DATE) UTF-8 ALL",
            "THREAD REFERENCES UTF-8 ALL",
            "UID STORE 1:* +FLAGS.SILENT (\\Answered)");

    private LargeMailbox() {}

    public static void main(String[] args) throws IOException {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        DictBackend backend =
                DictBackend.builder().user(new User("bench", "bench")).build();
        Mailbox inbox = backend.account("bench").find(MailboxName.INBOX).orElseThrow();
        System.out.printf("Filling a mailbox with %,d messages%n", messages);
        for (int first = 0; first < messages; first += AT_ONCE) {
            List<NewMessage> some = new ArrayList<>(AT_ONCE);
            for (int number = first; number < Math.min(messages, first + AT_ONCE); number++) {
                some.add(message(number));
            }
            inbox.append(some);
        }
        System.gc();
        Runtime memory = Runtime.getRuntime();
        System.out.printf("%,d MB of heap%n", (memory.totalMemory() - memory.freeMemory()) >> 20);
        try (PymapServer server = PymapServer.builder(backend).start();
                Client client = new Client(server.port())) {
            client.command("LOGIN bench bench");
            for (String command : COMMANDS) {
                long first = time(client, command);
                long second = time(client, command);
                System.out.printf("%6d ms, then %6d ms  %s%n", first, second, command);
            }
        }
    }

    private static long time(Client client, String command) throws IOException {
        long start = System.nanoTime();
        client.command(command);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** One of a thread of ten, at a date that is not in the order of the mailbox. */
    private static NewMessage message(int number) {
        Instant sent = Instant.ofEpochSecond(1_000_000_000L + number * 7_919L % 500_000_000L);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(sent.atOffset(ZoneOffset.UTC));
        String references = number % 10 == 0 ? "" : "References: <" + (number - number % 10) + "@example.org>\r\n";
        String text = "From: ann" + number % 997 + "@example.org\r\nDate: " + date + "\r\nSubject: Topic " + number / 10
                + "\r\nMessage-ID: <" + number + "@example.org>\r\n" + references + "\r\nHello\r\n";
        Flags flags = number % 1_000 == 0 ? Flags.of(Flags.FLAGGED) : Flags.of(Flags.SEEN);
        return new NewMessage(Content.of(text.getBytes(US_ASCII)), flags, InternalDate.of(sent));
    }
}
