package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.protocol.CommandType;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Changes;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.StoreResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A mailbox in Redis. Does not know its name, so it lives on for its sessions when it is renamed or deleted. */
final class RedisMailbox implements Mailbox {

    /** Messages that one script changes, so that none keeps Redis busy for more than some milliseconds. */
    private static final int AT_ONCE = 250;

    /** Parts after which our own copy is brought up to date, so that it does not fall behind what the log holds. */
    private static final int PARTS_AHEAD = 20;

    private final RedisAccount account;
    private final String id;
    private final long uidValidity;
    private final boolean readOnly;
    private final Keys.Box keys;
    private final Link link;
    private final Records records;
    private final Mirror mirror;
    private final Intake intake;

    RedisMailbox(RedisAccount account, String id, long uidValidity, boolean readOnly) {
        this.account = account;
        this.id = id;
        this.uidValidity = uidValidity;
        this.readOnly = readOnly;
        this.keys = account.keys().mailbox(id);
        this.link = account.services().link();
        this.records = new Records(account.contents(), new ReadAhead(this::after));
        this.mirror = new Mirror(link, keys, records, uidValidity);
        this.intake = new Intake(account, id, records);
    }

    private List<Message> after(long uid, int most) {
        return mirror.after(uid, most);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long uidValidity() {
        return uidValidity;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public MailboxCounts counts() {
        return mirror.counts();
    }

    @Override
    public Flags flags() {
        return mirror.flags();
    }

    @Override
    public List<Message> find(Collection<Long> uids) {
        return mirror.find(uids);
    }

    @Override
    public Changes changesSince(long modSeq) {
        return mirror.changesSince(modSeq);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return account.services().news().watch(account.keys().id(), id, onChange);
    }

    // Adding

    @Override
    public List<Message> append(List<NewMessage> messages) {
        requireWritable();
        if (messages.isEmpty()) {
            return List.of();
        }
        Instant now = now();
        List<Intake.Put> put = intake.put(messages);
        Answer answer = intake.add(put, now);
        if (answer.outcome().equals("NOCONTENT")) { // somebody has waited longer than the grace time
            answer = intake.add(intake.put(messages), now);
        }
        answer.done();
        List<Message> added = new ArrayList<>(put.size());
        for (int i = 0; i < put.size(); i++) {
            added.add(intake.message(put.get(i), answer, 1 + 4 * i, now));
        }
        return added;
    }

    private Instant now() {
        return Instant.ofEpochSecond(account.services().ids().clock().instant().getEpochSecond());
    }

    // Changing and removing

    @Override
    public StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince) {
        requireWritable();
        List<Message> stored = new ArrayList<>();
        List<Long> modified = new ArrayList<>();
        String words = Records.words(change.flags());
        List<byte[]> touched = List.of(keys.info(), keys.messages(), keys.log(), keys.keywords());
        for (List<Long> some : inParts(uids)) {
            keepUp(stored.size());
            List<byte[]> arguments = account.news(id, change.mode(), words, unchangedSince);
            some.forEach(uid -> arguments.addAll(Call.octets(uid)));
            Answer answer = account.change(id, Call.of(Script.STORE, touched, arguments))
                    .done();
            Map<Long, Message> known = byUid(some);
            for (int i = 1; i + 2 < answer.size(); i += 3) {
                long uid = answer.at(i).number();
                long modSeq = answer.at(i + 1).number();
                if (modSeq == 0) {
                    modified.add(uid);
                } else if (known.containsKey(uid)) {
                    stored.add(known.get(uid)
                            .withFlags(records.flags(answer.at(i + 2).text()), modSeq));
                }
            }
        }
        return new StoreResult(stored, modified);
    }

    /** Those that exist or have existed lately: what never changes of them is enough here. */
    private Map<Long, Message> byUid(List<Long> uids) {
        Map<Long, Message> byUid = new HashMap<>();
        mirror.known(uids).forEach(message -> byUid.put(message.uid(), message));
        if (byUid.size() < uids.size()) { // some are new, or gone
            mirror.find(uids).forEach(message -> byUid.put(message.uid(), message));
        }
        return byUid;
    }

    @Override
    public void expungeDeleted(Collection<Long> uids) {
        requireWritable();
        remove(uids, "DELETED");
    }

    @Override
    public void remove(Collection<Long> uids) {
        requireWritable();
        remove(uids, "ALL");
    }

    /** Answers those that were there and are gone now. */
    List<Long> remove(Collection<Long> uids, String which) {
        List<Long> removed = new ArrayList<>();
        for (List<Long> some : inParts(uids)) {
            keepUp(removed.size());
            List<byte[]> touched =
                    new ArrayList<>(List.of(account.keys().account(), keys.info(), keys.messages(), keys.log()));
            List<byte[]> arguments = account.news(id, account.services().grace().toSeconds(), which);
            new TreeMap<>(byUid(some)).forEach((uid, message) -> {
                touched.add(account.keys().content(Contents.hashOf(message.content())));
                arguments.addAll(Call.octets(uid));
            });
            Answer answer = account.change(id, Call.of(Script.REMOVE, touched, arguments))
                    .done();
            answer.all().stream().skip(1).forEach(uid -> removed.add(uid.number()));
        }
        return removed;
    }

    // To other mailboxes

    @Override
    public CopiedUids copy(Collection<Long> uids, Mailbox target) {
        RedisMailbox to = writable(target);
        List<Long> source = new ArrayList<>();
        List<Long> destination = new ArrayList<>();
        boolean done = false;
        try {
            for (List<Long> some : inParts(uids)) {
                CopiedUids copied =
                        to.account.keys().equals(account.keys()) ? transfer(some, to, "COPY") : copyToOther(some, to);
                source.addAll(copied.source());
                destination.addAll(copied.destination());
            }
            done = true;
        } finally {
            if (!done && !destination.isEmpty()) {
                to.remove(destination); // all or none
            }
        }
        return new CopiedUids(source, destination);
    }

    @Override
    public CopiedUids move(Collection<Long> uids, Mailbox target) {
        requireWritable();
        RedisMailbox to = writable(target);
        List<Long> source = new ArrayList<>();
        List<Long> destination = new ArrayList<>();
        for (List<Long> some : inParts(uids)) {
            keepUp(destination.size());
            CopiedUids moved =
                    to.account.keys().equals(account.keys()) ? transfer(some, to, "MOVE") : moveToOther(some, to);
            source.addAll(moved.source());
            destination.addAll(moved.destination());
        }
        return new CopiedUids(source, destination);
    }

    private CopiedUids transfer(List<Long> uids, RedisMailbox to, String mode) {
        List<byte[]> touched = keysOfBoth(to);
        List<byte[]> arguments = account.news(id, to.id, mode, now().getEpochSecond());
        new TreeMap<>(byUid(uids)).forEach((uid, message) -> {
            touched.add(account.keys().content(Contents.hashOf(message.content())));
            arguments.addAll(Call.octets(uid));
        });
        Answer answer = to.account.change(to.id, account.change(id, Call.of(Script.TRANSFER, touched, arguments)));
        return pairs(answer.done());
    }

    /** What a script touches that takes messages from here to there. Can be added to. */
    private List<byte[]> keysOfBoth(RedisMailbox to) {
        return new ArrayList<>(List.of(
                account.keys().account(),
                keys.info(),
                keys.messages(),
                keys.log(),
                to.keys.info(),
                to.keys.messages(),
                to.keys.log(),
                to.keys.keywords()));
    }

    private static CopiedUids pairs(Answer answer) {
        List<Long> source = new ArrayList<>();
        List<Long> destination = new ArrayList<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            source.add(answer.at(i).number());
            destination.add(answer.at(i + 1).number());
        }
        return new CopiedUids(source, destination);
    }

    /** Two users, so two steps; what has gone meanwhile is left out. */
    private CopiedUids copyToOther(List<Long> uids, RedisMailbox to) {
        List<Long> source = new ArrayList<>();
        List<NewMessage> copies = new ArrayList<>();
        for (Message message : find(uids)) {
            copyOf(message).ifPresent(copy -> {
                copies.add(copy);
                source.add(message.uid());
            });
        }
        return new CopiedUids(
                source, to.append(copies).stream().map(Message::uid).toList());
    }

    private static Optional<NewMessage> copyOf(Message message) {
        try {
            return Optional.of(new NewMessage(message.content().load(), message.flags(), message.internalDate()));
        } catch (MailboxException.Gone e) {
            return Optional.empty();
        }
    }

    /** First there, then gone from here: should this server end in between, the messages are in both places and not in none. */
    private CopiedUids moveToOther(List<Long> uids, RedisMailbox to) {
        CopiedUids copied = copyToOther(uids, to);
        TreeSet<Long> removed = new TreeSet<>(remove(copied.source(), "ALL"));
        List<Long> source = new ArrayList<>();
        List<Long> destination = new ArrayList<>();
        List<Long> superfluous = new ArrayList<>();
        for (int i = 0; i < copied.source().size(); i++) {
            long there = copied.destination().get(i);
            if (removed.contains(copied.source().get(i))) {
                source.add(copied.source().get(i));
                destination.add(there);
            } else {
                superfluous.add(there); // another session has moved or expunged it first
            }
        }
        if (!superfluous.isEmpty()) {
            to.remove(superfluous);
        }
        return new CopiedUids(source, destination);
    }

    @Override
    public Message replace(long uid, NewMessage message, Mailbox target) {
        requireWritable();
        RedisMailbox to = writable(target);
        Message old = find(List.of(uid)).stream().findFirst().orElseThrow(RedisMailbox::messageGone);
        if (!to.account.keys().equals(account.keys())) {
            Message added = to.append(List.of(message)).get(0);
            if (remove(List.of(uid), "ALL").isEmpty()) {
                to.remove(List.of(added.uid()));
                throw messageGone();
            }
            return added;
        }
        Instant now = now();
        Intake.Put put = intake.put(List.of(message)).get(0);
        List<byte[]> arguments = account.news(
                id,
                to.id,
                now.getEpochSecond(),
                account.services().grace().toSeconds(),
                uid,
                put.words(),
                put.date().epochSecond(),
                put.date().offsetSeconds(),
                put.size(),
                put.hash(),
                put.threadId());
        arguments.addAll(put.threadKeys());
        List<byte[]> touched = keysOfBoth(to);
        touched.addAll(List.of(
                account.keys().threads(),
                account.keys().threadsBefore(),
                account.keys().content(Contents.hashOf(old.content())),
                account.keys().content(put.hash())));
        Answer answer = to.account.change(to.id, account.change(id, Call.of(Script.REPLACE, touched, arguments)));
        if (answer.outcome().equals("NOTFOUND")) {
            throw messageGone();
        }
        return to.intake.message(put, answer.done(), 1, now);
    }

    private static MailboxException messageGone() {
        return new MailboxException.NotFound("The message is gone");
    }

    private RedisMailbox writable(Mailbox target) {
        if (!(target instanceof RedisMailbox mailbox) || mailbox.link != link) {
            throw new IllegalArgumentException("Expected a mailbox of the same backend");
        }
        mailbox.requireWritable();
        return mailbox;
    }

    private void requireWritable() {
        if (readOnly) {
            throw new MailboxException.ReadOnly("The mailbox is read-only");
        }
    }

    private void keepUp(int changed) {
        if (changed > 0 && changed % (PARTS_AHEAD * AT_ONCE) == 0) {
            mirror.keepUp();
        }
    }

    private static List<List<Long>> inParts(Collection<Long> uids) {
        List<Long> sorted = List.copyOf(new TreeSet<>(uids));
        List<List<Long>> parts = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += AT_ONCE) {
            parts.add(sorted.subList(from, Math.min(from + AT_ONCE, sorted.size())));
        }
        return parts;
    }

    // The rest

    @Override
    public long firstRecentUid() {
        Answer answer = link.ask(Call.reading(CommandType.HGET, keys.info(), "recent"));
        return answer.isEmpty() ? 1 : answer.number();
    }

    @Override
    public long claimRecent(long lastUid) {
        if (readOnly) {
            return firstRecentUid(); // nothing can change
        }
        List<byte[]> touched = List.of(keys.info(), keys.messages());
        return link.ask(Call.of(Script.CLAIM, touched, account.news(lastUid)))
                .done()
                .at(1)
                .number();
    }

    @Override
    public Annotations annotations() {
        return Annotations.of(
                link.ask(Call.reading(CommandType.HGETALL, keys.annotations())).asMap());
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        List<byte[]> touched = List.of(keys.annotations(), keys.info(), keys.log());
        account.annotate(touched, account.news(News.ACCOUNT, Annotations.MAX_ENTRIES, id), changes);
        account.announce(id);
    }

    @Override
    public Acl acl() {
        return acl(link.ask(acls()));
    }

    /** What asks for the access control list. */
    Call acls() {
        return Call.reading(CommandType.HGETALL, keys.acl());
    }

    static Acl acl(Answer answer) {
        TreeMap<String, Rights> entries = new TreeMap<>();
        answer.asMap()
                .forEach((identifier, letters) -> entries.put(identifier, new Rights(new String(letters, UTF_8))));
        return new Acl(entries);
    }

    @Override
    public void changeAcl(Acl.Change change) {
        account.noteSharing(change);
        account.changeAccount(Call.of(
                        Script.ACL,
                        List.of(keys.acl()),
                        account.news(
                                change.identifier(),
                                change.mode(),
                                change.rights().letters(),
                                Acl.MAX_ENTRIES)))
                .done();
    }
}
