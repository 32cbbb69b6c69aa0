package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pymap.mailbox.Flags;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** A message to be appended, unlike any other. */
record Letter(byte[] octets, Flags flags, long date) {

    private static final String[] FLAGS = {
        Flags.SEEN, Flags.FLAGGED, Flags.ANSWERED, Flags.DRAFT, "$Forwarded", "todo", "work", "Later"
    };

    /**
     * One of any length, with some flags and a date in the past.
     *
     * @param name that no other letter has
     */
    static Letter random(String name, SplittableRandom random) {
        StringBuilder text = new StringBuilder("From: ann@example.org\r\nMessage-ID: <" + name
                + "@example.org>\r\nSubject: letter " + name + "\r\n\r\n");
        int lines = random.nextInt(5) == 0 ? random.nextInt(200) : random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            text.append("Line ")
                    .append(i)
                    .append(" of it, ")
                    .append(random.nextLong())
                    .append("\r\n");
        }
        return new Letter(
                text.toString().getBytes(US_ASCII), flags(random), 1_000_000_000L + random.nextInt(500_000_000));
    }

    static Flags flags(SplittableRandom random) {
        TreeSet<String> flags = new TreeSet<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            flags.add(FLAGS[random.nextInt(FLAGS.length)]);
        }
        return Flags.of(flags);
    }

    Operation.Sent sent() {
        return new Operation.Sent(ToldMessage.sha256(octets), flags, date);
    }
}
