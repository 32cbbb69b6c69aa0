package io.pymap.backend;

import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share: a fresh backend with the users {@code anna} and {@code bert} for each test. */
public abstract class BackendFixture {

    protected static final InternalDate DATE = new InternalDate(1_700_000_000, 3600);

    protected Backend backend;

    /** A backend that knows {@code anna}, {@code bert}, and has no mail. */
    protected abstract Backend createBackend() throws Exception;

    /** What is told of a message that came with this text: the very same, unless the store is one of lines. */
    protected String told(String text) {
        return text;
    }

    @BeforeEach
    final void startBackend() throws Exception {
        backend = createBackend();
    }

    @AfterEach
    final void closeBackend() {
        backend.close();
    }

    protected static NewMessage message(String text, String... flags) {
        return new NewMessage(Content.of(text.getBytes(StandardCharsets.UTF_8)), Flags.of(flags), DATE);
    }

    /** Appends a small message and answers its UID. */
    protected static long append(Mailbox mailbox, String subject, String... flags) {
        NewMessage message = message("Subject: " + subject + "\r\n\r\nHello.\r\n", flags);
        return mailbox.append(List.of(message)).get(0).uid();
    }

    protected static String text(Message message) {
        Content.InMemory content = message.content().load();
        return new String(content.array(), content.offset(), content.length(), StandardCharsets.UTF_8);
    }

    /** Every message of the mailbox, in UID order. */
    protected static List<Message> messages(Mailbox mailbox) {
        return mailbox.changesSince(0).updated();
    }

    /** What must be equal wherever the same state of a message is read; its content may be another object. */
    protected record Seen(long uid, long modSeq, Flags flags, String emailId, String threadId, long size) {}

    protected static List<Seen> seen(Collection<Message> messages) {
        return messages.stream()
                .map(m -> new Seen(m.uid(), m.modSeq(), m.flags(), m.emailId(), m.threadId(), m.size()))
                .toList();
    }

    protected static List<Long> uids(Mailbox mailbox) {
        return messages(mailbox).stream().map(Message::uid).toList();
    }
}
