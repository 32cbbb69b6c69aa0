package io.pymap.backend.maildir;

import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is told of a mailbox. The messages stand under their UIDs. */
record ToldMailbox(long uidValidity, long uidNext, long highestModSeq, SortedMap<Long, ToldMessage> messages) {

    ToldMailbox {
        messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
    }

    static ToldMailbox of(Mailbox mailbox) {
        SortedMap<Long, ToldMessage> messages = new TreeMap<>();
        mailbox.changesSince(0).updated().forEach(message -> messages.put(message.uid(), ToldMessage.of(message)));
        MailboxCounts counts = mailbox.counts();
        return new ToldMailbox(mailbox.uidValidity(), counts.uidNext(), counts.highestModSeq(), messages);
    }

    /** Without what is of the server's own choice. */
    ToldMailbox shared() {
        SortedMap<Long, ToldMessage> shared = new TreeMap<>();
        messages.forEach((uid, message) -> shared.put(uid, message.shared()));
        return new ToldMailbox(uidValidity, uidNext, 0, shared);
    }

    /** One message a line, so that two of these are easily compared. */
    @Override
    public String toString() {
        return "UIDVALIDITY " + uidValidity + " UIDNEXT " + uidNext + " HIGHESTMODSEQ " + highestModSeq + "\n"
                + messages.entrySet().stream()
                        .map(entry -> "  " + entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
