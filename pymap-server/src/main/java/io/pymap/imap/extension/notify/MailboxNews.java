package io.pymap.imap.extension.notify;

import io.pymap.imap.command.Hierarchy;
import io.pymap.imap.command.Listed;
import io.pymap.imap.command.Status;
import io.pymap.imap.extension.metadata.ChangedEntries;
import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.ListedName;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Mailbox.Watch;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Rights;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Compares the mailboxes that a client watches with what it was told of them, whenever something has changed. RFC 5465 5.
 */
final class MailboxNews implements NewsSource {

    private final List<EventGroup> groups;
    private final Vocabulary words;
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private final Map<String, Watch> watched = new HashMap<>(); // by mailbox id
    private volatile Runnable onNews = () -> {};
    private Snapshot known;
    private String selectedId = ""; // empty for none

    MailboxNews(List<EventGroup> groups, Authenticated session, Vocabulary words) {
        this.groups = List.copyOf(groups);
        this.words = words;
        this.known = Snapshot.of(session.account());
    }

    /** A mailbox at one moment. */
    private record Seen(MailboxName name, Mailbox mailbox, Optional<MailboxCounts> counts, Annotations annotations) {}

    /** All that can be compared, at one moment. */
    private record Snapshot(Map<String, Seen> byId, List<MailboxName> subscriptions, Annotations server) {

        static Snapshot of(Account account) {
            Map<String, Seen> byId = new HashMap<>();
            for (MailboxName name : account.mailboxes()) {
                account.find(name).ifPresent(mailbox -> byId.put(mailbox.id(), seen(name, mailbox)));
            }
            return new Snapshot(byId, account.subscriptions(), account.annotations());
        }

        private static Seen seen(MailboxName name, Mailbox mailbox) {
            return mailbox.rights().has(Rights.READ)
                    ? new Seen(name, mailbox, Optional.of(mailbox.counts()), mailbox.annotations())
                    : new Seen(name, mailbox, Optional.empty(), Annotations.NONE);
        }
    }

    /** What NOTIFY itself is answered with: STATUS where asked for, and what the client has no right to watch. */
    List<Untagged> opening(Authenticated session, boolean withStatus) {
        List<Untagged> told = new ArrayList<>();
        for (Seen seen : sorted(known)) {
            Set<Event> events = events(seen.name(), session, known);
            if (events.isEmpty()) {
                continue;
            }
            if (seen.counts().isEmpty()) { // RFC 5465 3.1
                told.add(new Listed("LIST", Set.of("\\NoAccess"), Optional.of(seen.name())));
            } else if (withStatus && events.contains(Event.MESSAGE_NEW) && !isSelected(seen, session)) {
                Set<String> items = new LinkedHashSet<>(List.of("MESSAGES", "UIDNEXT", "UIDVALIDITY"));
                if (events.contains(Event.FLAG_CHANGE)
                        && words.statusItem("HIGHESTMODSEQ").isPresent()) {
                    items.add("HIGHESTMODSEQ");
                }
                told.add(status(seen, items, session));
            }
        }
        return told;
    }

    @Override
    public List<Untagged> news(Authenticated session, boolean mayExpunge) {
        String selectedNow =
                session instanceof Selected selected ? selected.view().mailbox().id() : "";
        if (!stale.getAndSet(false) && selectedNow.equals(selectedId)) {
            return List.of();
        }
        selectedId = selectedNow;
        Snapshot now = Snapshot.of(session.account());
        watch(now, session);
        List<Untagged> news = new ArrayList<>();
        tellNames(now, session, news);
        for (Seen seen : sorted(now)) {
            Seen before = known.byId().get(seen.mailbox().id());
            if (before != null) {
                tellMailbox(before, seen, now, session, news);
            }
        }
        if (eventsOfServer().contains(Event.SERVER_METADATA_CHANGE)) {
            tellAnnotations(Optional.empty(), known.server(), now.server(), news);
        }
        known = now;
        return news;
    }

    private static List<Seen> sorted(Snapshot snapshot) {
        Map<MailboxName, Seen> byName = new TreeMap<>();
        snapshot.byId().values().forEach(seen -> byName.put(seen.name(), seen));
        return List.copyOf(byName.values());
    }

    /** The events of all groups that mean this mailbox. */
    private Set<Event> events(MailboxName name, Authenticated session, Snapshot snapshot) {
        Set<Event> events = EnumSet.noneOf(Event.class);
        for (EventGroup group : groups) {
            if (group.mailboxes().includes(name, session.account(), snapshot.subscriptions())) {
                events.addAll(group.events());
            }
        }
        return events;
    }

    private Set<Event> eventsOfServer() {
        Set<Event> events = EnumSet.noneOf(Event.class);
        groups.forEach(group -> events.addAll(group.events()));
        return events;
    }

    /** Mailboxes that have come, gone, or have another name, and subscriptions. RFC 5465 5.4, 5.5. */
    private void tellNames(Snapshot now, Authenticated session, List<Untagged> news) {
        Map<MailboxName, Optional<MailboxName>> changed = new TreeMap<>(); // to the old name
        now.byId().forEach((id, seen) -> {
            Seen before = known.byId().get(id);
            if (before == null) {
                changed.put(seen.name(), Optional.empty());
            } else if (!before.name().equals(seen.name())) {
                changed.put(seen.name(), Optional.of(before.name()));
            }
        });
        known.byId().forEach((id, seen) -> {
            if (!now.byId().containsKey(id)) {
                changed.putIfAbsent(seen.name(), Optional.empty());
            }
        });
        // RFC 5465 5.4: what moves along with its parent is not told.
        Set<MailboxName> moved = new HashSet<>();
        changed.forEach((name, old) -> old.ifPresent(oldName -> moved.add(name)));
        changed.keySet()
                .removeIf(name -> moved.contains(name)
                        && name.parent().filter(moved::contains).isPresent());
        changed.keySet()
                .removeIf(name -> !events(name, session, now).contains(Event.MAILBOX_NAME)
                        && !events(name, session, known).contains(Event.MAILBOX_NAME));
        Set<MailboxName> subscriptions = new TreeSet<>(now.subscriptions());
        subscriptions.removeAll(known.subscriptions());
        Set<MailboxName> ended = new TreeSet<>(known.subscriptions());
        ended.removeAll(now.subscriptions());
        subscriptions.addAll(ended);
        subscriptions.removeIf(name -> !events(name, session, now).contains(Event.SUBSCRIPTION_CHANGE)
                && !events(name, session, known).contains(Event.SUBSCRIPTION_CHANGE));
        subscriptions.forEach(name -> changed.putIfAbsent(name, Optional.empty()));
        if (!changed.isEmpty()) {
            Hierarchy hierarchy = Hierarchy.of(session.account());
            changed.forEach((name, old) -> news.add(listed(name, old, hierarchy)));
        }
    }

    private Untagged listed(MailboxName name, Optional<MailboxName> oldName, Hierarchy hierarchy) {
        Set<String> attributes = new LinkedHashSet<>();
        ListedName listed = hierarchy.name(name);
        if (!listed.exists()) {
            attributes.add("\\NonExistent");
        }
        if (listed.subscribed()) {
            attributes.add("\\Subscribed");
        }
        attributes.add(listed.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
        attributes.addAll(words.listAttributes(listed));
        return new Listed("LIST", attributes, Optional.of(name), List.of(), oldName);
    }

    /** RFC 5465 5.1 to 5.3, 5.6; messages of the selected mailbox are told by its view. */
    private void tellMailbox(Seen before, Seen seen, Snapshot now, Authenticated session, List<Untagged> news) {
        Set<Event> events = events(seen.name(), session, now);
        if (events.contains(Event.MAILBOX_METADATA_CHANGE)) {
            tellAnnotations(Optional.of(seen.name()), before.annotations(), seen.annotations(), news);
        }
        if (before.counts().isEmpty() || seen.counts().isEmpty() || isSelected(seen, session)) {
            return;
        }
        MailboxCounts old = before.counts().get();
        MailboxCounts counts = seen.counts().get();
        Set<String> items = new LinkedHashSet<>();
        boolean moved = old.uidNext() != counts.uidNext() || old.messages() != counts.messages();
        if (events.contains(Event.MESSAGE_NEW) && moved) {
            items.addAll(List.of("UIDNEXT", "MESSAGES"));
        }
        boolean touched = old.highestModSeq() != counts.highestModSeq();
        if (events.contains(Event.FLAG_CHANGE) && touched) {
            items.add("UIDVALIDITY");
            if (old.unseen() != counts.unseen()) {
                items.add("UNSEEN");
            }
        }
        if (session.connection().tellsModSeq() && !items.isEmpty()) {
            items.add("HIGHESTMODSEQ");
        }
        if (items.size() > 1 || items.contains("UNSEEN")) {
            news.add(status(seen, items, session));
        }
    }

    private Untagged status(Seen seen, Set<String> items, Authenticated session) {
        return Status.Items.of(items, words).told(seen.name(), seen.mailbox(), session);
    }

    private static boolean isSelected(Seen seen, Authenticated session) {
        return session instanceof Selected selected
                && selected.view().mailbox().id().equals(seen.mailbox().id());
    }

    private static void tellAnnotations(
            Optional<MailboxName> mailbox, Annotations before, Annotations now, List<Untagged> news) {
        SortedSet<String> changed = ChangedEntries.between(before, now);
        if (!changed.isEmpty()) {
            news.add(new ChangedEntries(mailbox, changed));
        }
    }

    @Override
    public boolean endsWithMailbox() {
        return false;
    }

    @Override
    public boolean pushes() {
        return true;
    }

    @Override
    public Watch watch(Runnable onChange) {
        onNews = onChange;
        wake(); // the mailboxes themselves are watched when the first news are made
        return () -> {
            onNews = () -> {};
            watched.values().forEach(Watch::close);
            watched.clear();
        };
    }

    /** Called on any thread. */
    private void wake() {
        stale.set(true);
        onNews.run();
    }

    /** Watches the account, every mailbox that a group means, and the selected one. */
    private void watch(Snapshot now, Authenticated session) {
        Map<String, Mailbox> wanted = new HashMap<>();
        now.byId().forEach((id, seen) -> {
            if (!events(seen.name(), session, now).isEmpty()) {
                wanted.put(id, seen.mailbox());
            }
        });
        if (session instanceof Selected selected) {
            wanted.put(selected.view().mailbox().id(), selected.view().mailbox());
        }
        watched.entrySet().removeIf(entry -> {
            boolean over = !entry.getKey().isEmpty() && !wanted.containsKey(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        wanted.forEach((id, mailbox) -> watched.computeIfAbsent(id, key -> mailbox.watch(this::wake)));
        watched.computeIfAbsent("", key -> session.account().watch(this::wake));
    }
}
