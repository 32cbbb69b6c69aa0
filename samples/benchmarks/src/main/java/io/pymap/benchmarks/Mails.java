package io.pymap.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/** Messages to measure with, the same in every run. */
final class Mails {

    private Mails() {}

    /** A plain message of about 1 KB. */
    static byte[] small(int number) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder();
        text.append("From: Sender ")
                .append(number)
                .append(" <sender")
                .append(number % 97)
                .append("@example.org>\r\n");
        text.append("To: bench@example.org\r\nSubject: Message number ")
                .append(number)
                .append(" about topic ");
        text.append(number % 13).append("\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <");
        text.append(number).append("@example.org>\r\nMIME-Version: 1.0\r\n");
        text.append("Content-Type: text/plain; charset=us-ascii\r\n\r\n");
        while (text.length() < 1022) {
            int length = 2 + random.nextInt(8);
            for (int i = 0; i < length; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(random.nextInt(10) == 0 ? "\r\n" : " ");
        }
        return text.append("\r\n").toString().getBytes(US_ASCII);
    }
}
