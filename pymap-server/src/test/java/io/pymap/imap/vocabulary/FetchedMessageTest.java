package io.pymap.imap.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Message;
import io.pymap.summary.Derived;
import io.pymap.summary.Summaries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What PREVIEW (LAZY) is answered from. RFC 8970 4.1. */
class FetchedMessageTest {

    private final Summaries summaries = new Summaries();

    @Test
    void readsSmallMessagesAtOnce() {
        assertThat(fetched(message(100)).derivedAtOnce(Derived.PREVIEW)).hasValue("Hello.");
    }

    @Test
    void doesNotReadLargeMessagesUnasked() {
        Message large = message(1 << 20);

        assertThat(fetched(large).derivedAtOnce(Derived.PREVIEW)).isEmpty();
    }

    @Test
    void tellsWhatSomebodyHasAskedForBefore() {
        Message large = message(1 << 20);

        fetched(large).derived(Derived.PREVIEW);

        assertThat(fetched(large).derivedAtOnce(Derived.PREVIEW)).hasValue("Hello.");
    }

    @Test
    void tellsWhatFollowsFromAMessageThatIsParsedAlready() {
        FetchedMessage large = fetched(message(1 << 20));

        large.mime();

        assertThat(large.derivedAtOnce(Derived.PREVIEW)).hasValue("Hello.");
    }

    private FetchedMessage fetched(Message message) {
        return new FetchedMessage(message, message.flags(), summaries);
    }

    private static Message message(int size) {
        String text = "Subject: large\r\n\r\nHello.\r\n-- \r\n";
        byte[] octets = (text + "x".repeat(size - text.length())).getBytes(StandardCharsets.US_ASCII);
        return new Message(
                1, 1, Flags.NONE, InternalDate.of(Instant.EPOCH), Instant.EPOCH, "M", "T", Content.of(octets));
    }
}
