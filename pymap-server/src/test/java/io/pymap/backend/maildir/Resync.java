package io.pymap.backend.maildir;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A client that has seen a mailbox before asks what is new, and must know then what is there. RFC 7162 3.2.5. */
final class Resync {

    private Resync() {}

    /** What it gets wrong, in words. A mailbox is known again by its UIDVALIDITY. */
    static List<String> broken(ToldAccount before, Account account, ToldAccount now) {
        List<String> broken = new ArrayList<>();
        before.mailboxes()
                .forEach((name, old) -> now.mailboxes().forEach((place, mailbox) -> {
                    if (old.uidValidity() == mailbox.uidValidity()) {
                        check(place, old, account.find(place).orElseThrow(), mailbox, broken);
                    }
                }));
        return broken;
    }

    private static void check(
            MailboxName place, ToldMailbox old, Mailbox mailbox, ToldMailbox now, List<String> broken) {
        long since = old.highestModSeq();
        Changes changes = mailbox.changesSince(since);
        SortedMap<Long, Flags> known = flags(old);
        if (changes.complete()) {
            known.keySet()
                    .retainAll(changes.updated().stream().map(Message::uid).toList());
        }
        known.keySet().removeAll(changes.expunged());
        for (Message message : changes.updated()) {
            known.put(message.uid(), message.flags());
            if (!changes.complete() && message.modSeq() <= since) {
                broken.add(place + ": tells of UID " + message.uid() + ", unchanged since " + since);
            }
        }
        if (!known.equals(flags(now))) {
            broken.add(place + ": whoever knew\n  " + flags(old) + " and asks what is new since " + since
                    + " takes it for\n  " + known + " in place of\n  " + flags(now));
        }
    }

    private static SortedMap<Long, Flags> flags(ToldMailbox mailbox) {
        SortedMap<Long, Flags> flags = new TreeMap<>();
        mailbox.messages().forEach((uid, message) -> flags.put(uid, message.flags()));
        return flags;
    }
}
