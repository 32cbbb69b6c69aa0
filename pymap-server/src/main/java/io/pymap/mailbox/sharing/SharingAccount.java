package io.pymap.mailbox.sharing;

import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Namespaces;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.Rights;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.sharing.Places.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A user's own mailboxes and those that others share with it, as far as its rights go. */
final class SharingAccount implements Account {

    private final Backend backend;
    private final Account own;
    private final Places places;

    SharingAccount(Backend backend, Account own, Places places) {
        this.backend = backend;
        this.own = own;
        this.places = places;
    }

    @Override
    public String user() {
        return own.user();
    }

    @Override
    public Namespaces namespaces() {
        return new Namespaces(
                List.of(""),
                List.of(SharingBackend.OTHER_USERS + "/"),
                places.publicOwner().isPresent() ? List.of(SharingBackend.SHARED + "/") : List.of());
    }

    @Override
    public String ownerOf(MailboxName name) {
        return place(name).owner();
    }

    @Override
    public List<MailboxName> mailboxes() {
        TreeSet<MailboxName> seen = new TreeSet<>(own.mailboxes());
        seen.removeIf(places::isReserved);
        for (SharedMailbox shared : backend.sharedWith(user())) {
            Place place = new Place(shared.owner(), shared.name());
            places.seenByOthers(place).filter(this::maySee).ifPresent(seen::add);
        }
        return List.copyOf(seen);
    }

    /** To be asked of mailboxes of others alone: who owns one always may, and to open all of them takes long. */
    private boolean maySee(MailboxName name) {
        return find(name).filter(mailbox -> mailbox.rights().has(Rights.LOOKUP)).isPresent();
    }

    @Override
    public Optional<Mailbox> find(MailboxName name) {
        return guarded(place(name)).map(mailbox -> mailbox);
    }

    private Optional<GuardedMailbox> guarded(Place place) {
        return account(place.owner())
                .flatMap(account -> account.find(place.name()))
                .map(mailbox -> new GuardedMailbox(mailbox, place.owner(), user()))
                .filter(mailbox -> !mailbox.rights().isEmpty());
    }

    private Place place(MailboxName name) {
        return places.foreign(name).orElse(new Place(user(), name));
    }

    private Optional<Account> account(String owner) {
        if (owner.equals(user())) {
            return Optional.of(own);
        }
        return backend.users().find(owner).map(found -> backend.account(owner));
    }

    /** RFC 4314 4: in a mailbox of somebody else, or in a shared one, with the right to create there. */
    @Override
    public Mailbox create(MailboxName name, Annotations annotations) {
        Place place = place(name);
        requireCreatable(name, place);
        Account account = account(place.owner()).orElseThrow(SharingAccount::noSuchPlace);
        Mailbox created = account.create(place.name(), annotations);
        nearestParent(account, place.name()).ifPresent(parent -> inherit(parent.acl(), created));
        return new GuardedMailbox(created, place.owner(), user());
    }

    private void requireCreatable(MailboxName name, Place place) {
        if (places.isReserved(name) && places.foreign(name).isEmpty()) {
            throw noSuchPlace();
        }
        Account account = account(place.owner()).orElseThrow(SharingAccount::noSuchPlace);
        Optional<Mailbox> parent = nearestParent(account, place.name());
        boolean allowed = parent.isPresent()
                ? new GuardedMailbox(parent.get(), place.owner(), user())
                        .rights()
                        .has(Rights.CREATE)
                : place.owner().equals(user());
        if (!allowed) {
            throw new MailboxException.NoPermission("No right to create a mailbox there");
        }
    }

    private static Optional<Mailbox> nearestParent(Account account, MailboxName name) {
        Optional<MailboxName> parent = name.parent();
        while (parent.isPresent()) {
            Optional<Mailbox> found = account.find(parent.get());
            if (found.isPresent()) {
                return found;
            }
            parent = parent.get().parent();
        }
        return Optional.empty();
    }

    /** A new mailbox has the access control list of the one that it is created in. */
    private static void inherit(Acl acl, Mailbox created) {
        if (!acl.equals(created.acl())) {
            acl.entries()
                    .forEach((identifier, rights) ->
                            created.changeAcl(new Acl.Change(identifier, Acl.Mode.REPLACE, rights)));
        }
    }

    @Override
    public void delete(MailboxName name) {
        Place place = place(name);
        require(place, Rights.DELETE_MAILBOX);
        account(place.owner()).orElseThrow(SharingAccount::noSuchPlace).delete(place.name());
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        Place source = place(from);
        Place target = place(to);
        if (!source.owner().equals(target.owner())) {
            throw new MailboxException.NotAllowed("A mailbox stays with its owner");
        }
        Account account = account(source.owner()).orElseThrow(SharingAccount::noSuchPlace);
        if (account.find(source.name()).isPresent() || !source.owner().equals(user())) {
            require(source, Rights.DELETE_MAILBOX);
        }
        requireCreatable(to, target);
        account.rename(source.name(), target.name());
    }

    private void require(Place place, char right) {
        GuardedMailbox mailbox =
                guarded(place).orElseThrow(() -> new MailboxException.NotFound("Mailbox does not exist"));
        mailbox.require(right);
    }

    private static MailboxException noSuchPlace() {
        return new MailboxException.NotAllowed("There can be no mailbox of that name");
    }

    @Override
    public List<MailboxName> subscriptions() {
        return own.subscriptions();
    }

    @Override
    public void subscribe(MailboxName name) {
        own.subscribe(name);
    }

    @Override
    public void unsubscribe(MailboxName name) {
        own.unsubscribe(name);
    }

    @Override
    public Annotations annotations() {
        return own.annotations();
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        own.annotate(changes);
    }

    @Override
    public AccessKeys accessKeys() {
        return own.accessKeys();
    }

    @Override
    public Quota quota() {
        return own.quota();
    }

    @Override
    public void limit(Map<Quota.Resource, Long> limits) {
        own.limit(limits);
    }

    /** Its own account, and those of users who share something with it now. */
    @Override
    public Mailbox.Watch watch(Runnable onChange) {
        List<Mailbox.Watch> watches = new ArrayList<>(List.of(own.watch(onChange)));
        backend.sharedWith(user()).stream()
                .map(SharedMailbox::owner)
                .distinct()
                .forEach(owner -> watches.add(backend.account(owner).watch(onChange)));
        return () -> watches.forEach(Mailbox.Watch::close);
    }
}
