package io.pymap.imap.command;

import io.pymap.imap.vocabulary.ListedName;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every name of an account at one moment: mailboxes, their parents, and what is only subscribed. */
final class Hierarchy {

    private final List<MailboxName> subscriptions;
    private final Set<MailboxName> parents;
    private final TreeMap<MailboxName, ListedName> names = new TreeMap<>();

    private Hierarchy(Account account) {
        List<MailboxName> existing = account.mailboxes();
        this.subscriptions = account.subscriptions();
        this.parents = parents(existing);
        Set<MailboxName> mailboxes = new HashSet<>(existing);
        Set<MailboxName> subscribed = new HashSet<>(subscriptions);
        TreeSet<MailboxName> all = new TreeSet<>(existing);
        all.addAll(parents);
        all.addAll(subscriptions);
        all.addAll(parents(subscriptions));
        for (MailboxName name : all) {
            names.put(
                    name,
                    new ListedName(
                            account,
                            name,
                            mailboxes.contains(name),
                            subscribed.contains(name),
                            parents.contains(name)));
        }
    }

    static Hierarchy of(Account account) {
        return new Hierarchy(account);
    }

    /** Sorted, a parent before what is below it. */
    Collection<ListedName> names() {
        return names.values();
    }

    List<MailboxName> subscriptions() {
        return subscriptions;
    }

    /** Whether a mailbox exists below the name. */
    boolean hasChildren(MailboxName name) {
        return parents.contains(name);
    }

    Stream<ListedName> below(MailboxName parent) {
        return names.tailMap(parent, false).values().stream()
                .takeWhile(name -> parent.isInbox() || name.name().isInferiorOf(parent))
                .filter(name -> name.name().isInferiorOf(parent));
    }

    static Set<MailboxName> parents(List<MailboxName> names) {
        Set<MailboxName> parents = new HashSet<>();
        for (MailboxName name : names) {
            Optional<MailboxName> parent = name.parent();
            while (parent.isPresent() && parents.add(parent.get())) {
                parent = parent.get().parent();
            }
        }
        return parents;
    }
}
