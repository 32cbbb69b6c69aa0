package io.pymap.backend.maildir;

import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one client does, by chance: with the messages and mailboxes that it has made, so that several do not meet. */
final class RandomHistory {

    private static final FlagChange.Mode[] MODES = FlagChange.Mode.values();

    /** Messages of one client, from which on it removes some before it does anything else. */
    private static final int MANY = 60;

    private final String name;
    private final String life;
    private final RecordedMail account;
    private final SplittableRandom random;

    /** UIDs of this client's messages. INBOX is for all. */
    private final SortedMap<MailboxName, NavigableSet<Long>> own = new TreeMap<>();

    private int letters;
    private int mailboxes;

    RandomHistory(String name, RecordedMail account, SplittableRandom random) {
        this(name, account, random, "");
    }

    /** @param life that makes names of letters differ from those of an earlier history of that name */
    RandomHistory(String name, RecordedMail account, SplittableRandom random, String life) {
        this.name = name;
        this.life = life;
        this.account = account;
        this.random = random;
        own.put(MailboxName.INBOX, new TreeSet<>());
    }

    /** Goes on with these messages and mailboxes, which must be nobody else's. */
    void adopt(SortedMap<MailboxName, NavigableSet<Long>> messages) {
        own.putAll(messages);
    }

    void step() {
        MailboxName mailbox = anyMailbox();
        if (own.values().stream().mapToInt(NavigableSet::size).sum() > MANY) {
            expunge(mailbox);
            return;
        }
        switch (random.nextInt(21)) {
            case 0, 1, 2, 3 -> append(mailbox, 1);
            case 4, 5 -> append(mailbox, 2 + random.nextInt(3));
            case 6, 7, 8 -> {
                List<Long> uids = some(mailbox);
                if (!uids.isEmpty()) {
                    account.store(
                            mailbox, uids, new FlagChange(MODES[random.nextInt(MODES.length)], Letter.flags(random)));
                }
            }
            case 9, 10 -> copy(mailbox, anyMailbox());
            case 11, 12 -> move(mailbox, anyMailbox());
            case 13, 14 -> expunge(mailbox);
            case 15 -> create();
            case 16 -> rename();
            case 17 -> delete();
            case 18 -> {
                if (!mailbox.isInbox()) {
                    account.subscribe(mailbox, random.nextBoolean());
                }
            }
            case 19 -> replace(mailbox, anyMailbox());
            default -> account.claimRecent(mailbox);
        }
    }

    private void append(MailboxName mailbox, int count) {
        List<Letter> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(letter());
        }
        uids(mailbox).addAll(account.append(mailbox, batch));
    }

    private Letter letter() {
        return Letter.random(name + "-" + life + letters++, random);
    }

    private void replace(MailboxName from, MailboxName to) {
        List<Long> uids = some(from);
        if (!uids.isEmpty()) {
            long fresh = account.replace(from, uids.get(0), letter(), to);
            uids(from).remove(uids.get(0));
            uids(to).add(fresh);
        }
    }

    private void copy(MailboxName from, MailboxName to) {
        List<Long> uids = some(from);
        if (!uids.isEmpty()) {
            uids(to).addAll(account.copy(from, uids, to).destination());
        }
    }

    private void move(MailboxName from, MailboxName to) {
        List<Long> uids = some(from);
        if (!uids.isEmpty()) {
            CopiedUids moved = account.move(from, uids, to);
            uids(from).removeAll(moved.source());
            uids(to).addAll(moved.destination());
        }
    }

    private void expunge(MailboxName mailbox) {
        List<Long> uids = some(mailbox);
        if (!uids.isEmpty()) {
            account.expunge(mailbox, uids);
            uids(mailbox).removeAll(uids);
        }
    }

    private void create() {
        MailboxName mailbox = freeName();
        if (!own.containsKey(mailbox)) {
            account.create(mailbox);
            own.put(mailbox, new TreeSet<>());
        }
    }

    /** One of few, so that names come again; below another one at times. */
    private MailboxName freeName() {
        String top = name + random.nextInt(2);
        return new MailboxName(random.nextInt(3) == 0 ? top + "/B\u00fccher" : top);
    }

    private void rename() {
        MailboxName from = anyMailbox();
        MailboxName to = new MailboxName(name + "-moved" + life + mailboxes++);
        if (from.isInbox()) {
            return;
        }
        account.rename(from, to);
        for (MailboxName old : List.copyOf(own.keySet())) {
            if (old.equals(from) || old.isInferiorOf(from)) {
                own.put(old.moved(from, to), own.remove(old));
            }
        }
    }

    private void delete() {
        MailboxName mailbox = anyMailbox();
        if (!mailbox.isInbox()) {
            account.delete(mailbox);
            own.remove(mailbox);
        }
    }

    private MailboxName anyMailbox() {
        List<MailboxName> names = List.copyOf(own.keySet());
        return names.get(random.nextInt(3) == 0 ? 0 : random.nextInt(names.size()));
    }

    private NavigableSet<Long> uids(MailboxName mailbox) {
        return own.computeIfAbsent(mailbox, key -> new TreeSet<>());
    }

    private List<Long> some(MailboxName mailbox) {
        List<Long> uids = new ArrayList<>(uids(mailbox));
        int keep = 1 + random.nextInt(3);
        while (uids.size() > keep) {
            uids.remove(random.nextInt(uids.size()));
        }
        return List.copyOf(uids);
    }
}
