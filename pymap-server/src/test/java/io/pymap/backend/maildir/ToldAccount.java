package io.pymap.backend.maildir;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is told of all mail of a user. */
record ToldAccount(SortedMap<MailboxName, ToldMailbox> mailboxes, SortedSet<MailboxName> subscriptions) {

    ToldAccount {
        mailboxes = Collections.unmodifiableSortedMap(new TreeMap<>(mailboxes));
        subscriptions = Collections.unmodifiableSortedSet(new TreeSet<>(subscriptions));
    }

    static ToldAccount of(Account account) {
        SortedMap<MailboxName, ToldMailbox> mailboxes = new TreeMap<>();
        for (MailboxName name : account.mailboxes()) {
            mailboxes.put(name, ToldMailbox.of(account.find(name).orElseThrow()));
        }
        return new ToldAccount(mailboxes, new TreeSet<>(account.subscriptions()));
    }

    /** Without what is of the server's own choice. */
    ToldAccount shared() {
        SortedMap<MailboxName, ToldMailbox> shared = new TreeMap<>();
        mailboxes.forEach((name, mailbox) -> shared.put(name, mailbox.shared()));
        return new ToldAccount(shared, subscriptions);
    }

    /** One line for each mailbox, message and subscription, each of which tells all about it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        mailboxes.forEach((name, mailbox) -> {
            lines.add(name + " UIDVALIDITY " + mailbox.uidValidity() + " UIDNEXT " + mailbox.uidNext());
            mailbox.messages().forEach((uid, message) -> lines.add(name + " " + uid + " " + message));
        });
        subscriptions.forEach(name -> lines.add("subscribed " + name));
        return lines;
    }

    @Override
    public String toString() {
        return mailboxes.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining())
                + "subscribed " + subscriptions + "\n";
    }
}
