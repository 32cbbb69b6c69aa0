package io.pymap.imap.vocabulary;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.Optional;

/** A name as LIST sees it: of a mailbox, of a parent that is none, or one that is only subscribed. */
public final class ListedName {

    private final Account account;
    private final MailboxName name;
    private final boolean exists;
    private final boolean subscribed;
    private final boolean hasChildren;
    private Optional<Mailbox> mailbox = Optional.empty(); // looked up when somebody asks
    private boolean looked;

    public ListedName(Account account, MailboxName name, boolean exists, boolean subscribed, boolean hasChildren) {
        this.account = account;
        this.name = name;
        this.exists = exists;
        this.subscribed = subscribed;
        this.hasChildren = hasChildren;
    }

    public MailboxName name() {
        return name;
    }

    /** Whether there is a mailbox of this name, and not only one below it. */
    public boolean exists() {
        return exists;
    }

    public boolean subscribed() {
        return subscribed;
    }

    /** Whether a mailbox exists below this name. */
    public boolean hasChildren() {
        return hasChildren;
    }

    /** The mailbox; empty where there is none, or none any more. */
    public Optional<Mailbox> mailbox() {
        if (!looked && exists) {
            looked = true;
            mailbox = account.find(name);
        }
        return mailbox;
    }
}
