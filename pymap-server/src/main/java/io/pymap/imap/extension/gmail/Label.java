package io.pymap.imap.extension.gmail;

import io.pymap.imap.extension.SpecialUse;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A label by its name on the wire, decoded. Those that begin with a backslash are the mailboxes of a special use, and
 * {@code \Starred} is the flag {@code \Flagged}.
 */
record Label(String name) {

    static final String STARRED = "\\Starred";
    static final String INBOX = "\\Inbox";

    private static final Map<String, String> BY_USE = Map.of(
            "\\Sent", "\\Sent",
            "\\Drafts", "\\Draft",
            "\\Trash", "\\Trash",
            "\\Junk", "\\Spam",
            "\\Important", "\\Important");

    boolean isStar() {
        return name.equalsIgnoreCase(STARRED);
    }

    /** The label that a mailbox is; empty for the one that holds all mail. */
    static Optional<Label> of(MailboxName name, Mailbox mailbox) {
        if (name.isInbox()) {
            return Optional.of(new Label(INBOX));
        }
        List<String> uses = SpecialUse.of(mailbox.annotations());
        if (uses.contains("\\All") || uses.contains(Flags.FLAGGED)) {
            return Optional.empty();
        }
        return Optional.of(new Label(uses.stream()
                .map(BY_USE::get)
                .filter(label -> label != null)
                .findFirst()
                .orElse(name.value())));
    }

    /** The mailbox that this label is; empty where there is none yet. */
    Optional<MailboxName> mailbox(Account account) {
        if (name.equalsIgnoreCase(INBOX)) {
            return Optional.of(MailboxName.INBOX);
        }
        return account.mailboxes().stream()
                .filter(candidate -> account.find(candidate)
                        .flatMap(mailbox -> of(candidate, mailbox))
                        .filter(label ->
                                label.name.equals(name) || (name.startsWith("\\") && label.name.equalsIgnoreCase(name)))
                        .isPresent())
                .findFirst();
    }
}
