package io.pymap.imap.extension.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can happen. RFC 5465 5. */
enum Event {
    MESSAGE_NEW("MessageNew"),
    MESSAGE_EXPUNGE("MessageExpunge"),
    FLAG_CHANGE("FlagChange"),
    MAILBOX_NAME("MailboxName"),
    SUBSCRIPTION_CHANGE("SubscriptionChange"),
    MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
    SERVER_METADATA_CHANGE("ServerMetadataChange");

    private final String word;

    Event(String word) {
        this.word = word;
    }

    boolean isOfMessages() {
        return this == MESSAGE_NEW || this == MESSAGE_EXPUNGE || this == FLAG_CHANGE;
    }

    static Optional<Event> find(String name) {
        return Arrays.stream(values())
                .filter(event -> event.word.toUpperCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(event -> event.word).collect(Collectors.joining(" "));
    }
}
