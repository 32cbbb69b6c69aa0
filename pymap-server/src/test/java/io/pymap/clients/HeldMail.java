package io.pymap.clients;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the backend holds, as text that clients can print as well: each mailbox, and below it UIDs with their flags. */
final class HeldMail {

    private HeldMail() {}

    /** Sorted by name, UID and flag, in the order of characters. */
    static String of(Account account) {
        return account.mailboxes().stream()
                .sorted(Comparator.comparing(MailboxName::value))
                .map(name -> name + "\n" + messages(account, name))
                .collect(Collectors.joining());
    }

    private static String messages(Account account, MailboxName name) {
        return account.find(name).orElseThrow().changesSince(0).updated().stream()
                .map(HeldMail::line)
                .collect(Collectors.joining());
    }

    private static String line(Message message) {
        return "  " + message.uid() + ": " + sorted(message.flags()) + "\n";
    }

    private static String sorted(Flags flags) {
        return StreamSupport.stream(flags.spliterator(), false).sorted().collect(Collectors.joining(" "));
    }
}
