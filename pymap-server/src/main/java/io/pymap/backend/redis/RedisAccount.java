package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.backend.FixtureAccount;
import io.pymap.backend.Renames;
import io.pymap.backend.ServerEntries;
import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.Quota.Resource;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailboxes of one user, in Redis. */
final class RedisAccount implements FixtureAccount {

    private static final Logger LOG = LoggerFactory.getLogger(RedisAccount.class);

    private final Services services;
    private final String user;
    private final Keys.Namespace keys;
    private final Link link;
    private final Contents contents;
    private final Map<String, WeakReference<RedisMailbox>> open = new ConcurrentHashMap<>(); // by mailbox id
    private final RedisAccessKeys accessKeys;

    RedisAccount(Services services, String user, Keys.Namespace keys) {
        this.services = services;
        this.user = user;
        this.keys = keys;
        this.link = services.link();
        this.contents = new Contents(link, keys, services.cache(), services.grace());
        this.accessKeys = new RedisAccessKeys(link, keys);
    }

    @Override
    public String user() {
        return user;
    }

    Services services() {
        return services;
    }

    Keys.Namespace keys() {
        return keys;
    }

    Contents contents() {
        return contents;
    }

    /** What every script begins with that tells others of a change, and what else it takes. Can be added to. */
    List<byte[]> news(Object... arguments) {
        List<byte[]> all = new ArrayList<>(
                Call.octets(services.keys().news(), services.news().origin() + " " + keys.id()));
        all.addAll(Call.octets(arguments));
        return all;
    }

    /** Changes a mailbox, and wakes those who watch it here also where it is not known whether that went well. */
    Answer change(String mailboxId, Call call) {
        try {
            return link.ask(call);
        } finally {
            announce(mailboxId);
        }
    }

    /** An answer that concerns another mailbox as well. */
    Answer change(String mailboxId, Answer answer) {
        announce(mailboxId);
        return answer;
    }

    Answer changeAccount(Call call) {
        return change(News.ACCOUNT, call);
    }

    void announce(String what) {
        services.news().announce(keys.id(), what);
    }

    // Mailboxes

    @Override
    public List<MailboxName> mailboxes() {
        return link.ask(Call.reading(CommandType.HKEYS, keys.mailboxes())).texts().stream()
                .map(MailboxName::new)
                .sorted()
                .toList();
    }

    @Override
    public Optional<Mailbox> find(MailboxName name) {
        return redisMailbox(name).map(mailbox -> mailbox);
    }

    private Optional<RedisMailbox> redisMailbox(MailboxName name) {
        Answer found = link.ask(Call.reading(CommandType.HGET, keys.mailboxes(), name.value()));
        return found.isEmpty() ? Optional.empty() : Optional.of(mailbox(found.text()));
    }

    /** @param entry id and UIDVALIDITY, and maybe that it is read-only */
    private RedisMailbox mailbox(String entry) {
        String[] parts = entry.split(" ", -1);
        String id = parts[0];
        boolean readOnly = parts.length > 2;
        RedisMailbox[] found = new RedisMailbox[1];
        open.compute(id, (key, known) -> {
            RedisMailbox same = known == null ? null : known.get();
            if (known != null && same != null && same.readOnly() == readOnly) {
                found[0] = same;
                return known;
            }
            found[0] = new RedisMailbox(this, id, Long.parseLong(parts[1]), readOnly);
            return new WeakReference<>(found[0]);
        });
        open.values().removeIf(reference -> reference.get() == null);
        return found[0];
    }

    void makeReadOnly(MailboxName name) {
        changeAccount(Call.of(Script.SEAL, List.of(keys.mailboxes()), news(name.value())))
                .done();
    }

    /** Every mailbox with its name, sorted. */
    Map<MailboxName, RedisMailbox> all() {
        Map<MailboxName, RedisMailbox> all = new TreeMap<>();
        entries().forEach((name, entry) -> all.put(name, mailbox(entry)));
        return all;
    }

    private Map<MailboxName, String> entries() {
        Map<MailboxName, String> entries = new TreeMap<>();
        link.ask(Call.reading(CommandType.HGETALL, keys.mailboxes()))
                .asMap()
                .forEach((name, entry) -> entries.put(new MailboxName(name), new Answer(entry).text()));
        return entries;
    }

    @Override
    public RedisMailbox create(MailboxName name, Annotations annotations) {
        return create(name, annotations, "LIMITED");
    }

    /** Makes sure that there is an INBOX. */
    void open() {
        if (redisMailbox(MailboxName.INBOX).isEmpty()) {
            try {
                create(MailboxName.INBOX, Annotations.NONE, "FREE");
            } catch (MailboxException.AlreadyExists e) {
                LOG.debug("Another server has made INBOX first", e);
            }
        }
    }

    private RedisMailbox create(MailboxName name, Annotations annotations, String quota) {
        return create(name, annotations, quota, services.ids().uidValidity(), services.firstUid());
    }

    private RedisMailbox create(
            MailboxName name, Annotations annotations, String quota, long uidValidity, long firstUid) {
        String id = services.ids().next('F');
        Keys.Box box = keys.mailbox(id);
        List<byte[]> arguments = news(name.value(), id, uidValidity, firstUid, user, quota);
        annotations.asMap().forEach((entry, value) -> arguments.addAll(Call.octets(entry, value)));
        Answer answer = changeAccount(Call.of(
                        Script.CREATE,
                        List.of(keys.account(), keys.mailboxes(), box.info(), box.acl(), box.annotations()),
                        arguments))
                .done();
        return mailbox(id + " " + answer.at(1).text());
    }

    @Override
    public void delete(MailboxName name) {
        if (name.isInbox()) {
            throw new MailboxException.NotAllowed("INBOX cannot be deleted");
        }
        take(name);
    }

    /** Takes a mailbox its name. */
    private void take(MailboxName name) {
        while (true) {
            RedisMailbox mailbox = redisMailbox(name).orElseThrow(RedisAccount::notFound);
            services.doom(keys.id(), "mailbox " + mailbox.id());
            Answer answer = changeAccount(Call.of(
                    Script.DELETE,
                    List.of(
                            keys.account(),
                            keys.mailboxes(),
                            keys.accessKeys(),
                            keys.mailbox(mailbox.id()).info()),
                    news(name.value(), mailbox.id())));
            if (!answer.outcome().equals("CHANGED")) {
                answer.done();
                return;
            }
        }
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        if (to.isInferiorOf(from)) {
            throw new MailboxException.NotAllowed("A mailbox cannot be moved below itself");
        }
        if (from.isInbox()) {
            RedisMailbox inbox = redisMailbox(from).orElseThrow(RedisAccount::notFound);
            RedisMailbox target = create(to, inbox.annotations(), "FREE");
            inbox.move(
                    inbox.changesSince(0).updated().stream().map(Message::uid).toList(), target);
            return;
        }
        Answer answer;
        do {
            // The version first: if the names change after it is read, the script sees that.
            Answer version = link.ask(Call.reading(CommandType.HGET, keys.account(), "names"));
            List<byte[]> arguments = news(version.isEmpty() ? "" : version.text());
            Renames.of(from, to, entries().keySet())
                    .forEach((old, renamed) -> arguments.addAll(Call.octets(old.value(), renamed.value())));
            answer = changeAccount(Call.of(Script.RENAME, List.of(keys.account(), keys.mailboxes()), arguments));
        } while (answer.outcome().equals("CHANGED"));
        answer.done();
    }

    // For fixtures

    /** For a moment there is no mailbox of that name. */
    @Override
    public RedisMailbox replace(MailboxName name, long uidValidity, long firstUid) {
        return replace(name, Annotations.NONE, uidValidity, firstUid);
    }

    private RedisMailbox replace(MailboxName name, Annotations annotations, long uidValidity, long firstUid) {
        if (redisMailbox(name).isPresent()) {
            take(name);
        }
        return create(name, annotations, "EXACT", uidValidity, firstUid);
    }

    /** The messages come one after the other. */
    @Override
    public RedisMailbox renumber(MailboxName name) {
        RedisMailbox before = redisMailbox(name).orElseThrow(RedisAccount::notFound);
        long uidValidity = Math.max(before.uidValidity() + 1, services.ids().uidValidity());
        RedisMailbox after = replace(name, before.annotations(), uidValidity, services.firstUid());
        before.acl()
                .entries()
                .forEach((identifier, rights) -> after.changeAcl(new Acl.Change(identifier, Acl.Mode.REPLACE, rights)));
        before.copy(before.changesSince(0).updated().stream().map(Message::uid).toList(), after);
        return after;
    }

    @Override
    public void skipTo(MailboxName name, long uid) {
        RedisMailbox mailbox = redisMailbox(name).orElseThrow(RedisAccount::notFound);
        link.ask(Call.of(Script.SKIP, List.of(keys.mailbox(mailbox.id()).info()), uid))
                .done();
    }

    private static MailboxException notFound() {
        return new MailboxException.NotFound("Mailbox does not exist");
    }

    // Subscriptions, annotations, quota

    @Override
    public List<MailboxName> subscriptions() {
        return link.ask(Call.reading(CommandType.SMEMBERS, keys.subscribed())).texts().stream()
                .map(MailboxName::new)
                .sorted()
                .toList();
    }

    @Override
    public void subscribe(MailboxName name) {
        changeAccount(Call.of(Script.SUBSCRIBE, List.of(keys.subscribed()), news("SADD", name.value())));
    }

    @Override
    public void unsubscribe(MailboxName name) {
        changeAccount(Call.of(Script.SUBSCRIBE, List.of(keys.subscribed()), news("SREM", name.value())));
    }

    @Override
    public Annotations annotations() {
        List<Answer> answers = link.ask(List.of(
                Call.reading(CommandType.HGETALL, services.keys().sharedAnnotations()),
                Call.reading(CommandType.HGETALL, keys.annotations())));
        Map<String, byte[]> all = new HashMap<>(answers.get(0).asMap());
        all.putAll(answers.get(1).asMap());
        return Annotations.of(all);
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        Annotations.NONE.with(changes); // no entry is too large
        ServerEntries entries = ServerEntries.of(changes);
        if (!entries.own().isEmpty()) {
            annotate(List.of(keys.annotations()), news(News.ACCOUNT, Annotations.MAX_ENTRIES, ""), entries.own());
        }
        if (!entries.shared().isEmpty()) {
            List<byte[]> toAll = new ArrayList<>(Call.octets(
                    services.keys().news(),
                    services.news().origin() + " " + News.EVERYBODY,
                    News.ACCOUNT,
                    Annotations.MAX_ENTRIES,
                    ""));
            annotate(List.of(services.keys().sharedAnnotations()), toAll, entries.shared());
            services.news().announce(News.EVERYBODY, News.ACCOUNT);
        }
    }

    void annotate(List<byte[]> touched, List<byte[]> arguments, Map<String, Optional<byte[]>> changes) {
        Annotations.NONE.with(changes);
        changes.forEach((entry, value) -> arguments.addAll(
                Call.octets(entry.toLowerCase(Locale.ROOT), value.isPresent() ? 1 : 0, value.orElse(new byte[0]))));
        changeAccount(Call.of(Script.ANNOTATE, touched, arguments)).done();
    }

    @Override
    public AccessKeys accessKeys() {
        return accessKeys;
    }

    @Override
    public Quota quota() {
        List<Answer> answers = link.ask(List.of(
                Call.reading(CommandType.HGETALL, keys.account()), Call.reading(CommandType.HLEN, keys.mailboxes())));
        Map<String, byte[]> fields = answers.get(0).asMap();
        Map<Resource, Long> usage = new EnumMap<>(Resource.class);
        usage.put(Resource.STORAGE, (number(fields, "octets").orElse(0L) + 1023) / 1024);
        usage.put(Resource.MESSAGE, number(fields, "messages").orElse(0L));
        usage.put(Resource.MAILBOX, answers.get(1).number());
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        Arrays.stream(Resource.values())
                .forEach(resource ->
                        number(fields, "limit-" + name(resource)).ifPresent(limit -> limits.put(resource, limit)));
        return new Quota(usage, limits);
    }

    private static Optional<Long> number(Map<String, byte[]> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(octets -> new Answer(octets).number());
    }

    private static String name(Resource resource) {
        return resource.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void limit(Map<Resource, Long> limits) {
        List<byte[]> arguments = new ArrayList<>();
        limits.forEach((resource, limit) -> arguments.addAll(Call.octets(name(resource), limit)));
        link.ask(Call.of(Script.LIMIT, List.of(keys.account()), arguments)).done();
    }

    @Override
    public Mailbox.Watch watch(Runnable onChange) {
        return services.news().watch(keys.id(), News.ACCOUNT, onChange);
    }

    // Sharing

    /** Notes ahead of a change that somebody may have been given rights. It stays where that fails: it is a hint only. */
    void noteSharing(Acl.Change change) {
        boolean gives = change.mode() != Acl.Mode.REMOVE && !change.rights().isEmpty();
        if (gives && !change.identifier().equals(user)) {
            link.ask(Call.repeatable(CommandType.SADD, services.keys().shares(change.identifier()), user));
        }
    }

    /** The names of those mailboxes on which the user has a right. */
    List<MailboxName> sharedWith(String other) {
        Map<MailboxName, RedisMailbox> all = all();
        List<Answer> lists =
                link.ask(all.values().stream().map(RedisMailbox::acls).toList());
        List<MailboxName> shared = new ArrayList<>();
        int i = 0;
        for (MailboxName name : all.keySet()) {
            if (!RedisMailbox.acl(lists.get(i++)).of(other).isEmpty()) {
                shared.add(name);
            }
        }
        return shared;
    }
}
