package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.util.List;

/** Messages that are only a subject. */
final class Subjects {

    private static final String FIELD = "Subject: ";

    private Subjects() {}

    static long append(Mailbox mailbox, String subject) {
        byte[] octets = (FIELD + subject + "\r\n\r\n").getBytes(UTF_8);
        return mailbox.append(List.of(new NewMessage(Content.of(octets), Flags.NONE, new InternalDate(0, 0))))
                .get(0)
                .uid();
    }

    static String subject(Message message) {
        Content.InMemory octets = message.content().load();
        return new String(octets.array(), octets.offset(), octets.length(), UTF_8)
                .substring(FIELD.length())
                .strip();
    }
}
