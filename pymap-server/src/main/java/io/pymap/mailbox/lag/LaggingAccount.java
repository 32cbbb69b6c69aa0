package io.pymap.mailbox.lag;

import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Namespaces;
import io.pymap.mailbox.Quota;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account whose mailboxes are known as they were a while ago. */
record LaggingAccount(LaggingBackend backend, Account account) implements Account {

    @Override
    public String user() {
        return account.user();
    }

    @Override
    public Namespaces namespaces() {
        return account.namespaces();
    }

    @Override
    public String ownerOf(MailboxName name) {
        return account.ownerOf(name);
    }

    @Override
    public List<MailboxName> mailboxes() {
        return account.mailboxes();
    }

    @Override
    public Optional<Mailbox> find(MailboxName name) {
        return account.find(name).map(this::lagging);
    }

    private LaggingMailbox lagging(Mailbox mailbox) {
        return new LaggingMailbox(backend, user(), mailbox);
    }

    @Override
    public Mailbox create(MailboxName name, Annotations annotations) {
        LaggingMailbox created = lagging(account.create(name, annotations));
        created.catchUp();
        return created;
    }

    @Override
    public void delete(MailboxName name) {
        account.delete(name);
    }

    /** Renaming INBOX moves its messages. */
    @Override
    public void rename(MailboxName from, MailboxName to) {
        account.rename(from, to);
        if (from.equals(MailboxName.INBOX)) {
            catchUp(from);
            catchUp(to);
        }
    }

    private void catchUp(MailboxName name) {
        account.find(name).map(this::lagging).ifPresent(LaggingMailbox::catchUp);
    }

    @Override
    public List<MailboxName> subscriptions() {
        return account.subscriptions();
    }

    @Override
    public void subscribe(MailboxName name) {
        account.subscribe(name);
    }

    @Override
    public void unsubscribe(MailboxName name) {
        account.unsubscribe(name);
    }

    @Override
    public Annotations annotations() {
        return account.annotations();
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        account.annotate(changes);
    }

    @Override
    public AccessKeys accessKeys() {
        return account.accessKeys();
    }

    @Override
    public Quota quota() {
        return account.quota();
    }

    @Override
    public void limit(Map<Quota.Resource, Long> limits) {
        account.limit(limits);
    }

    @Override
    public Mailbox.Watch watch(Runnable onChange) {
        return account.watch(onChange);
    }
}
