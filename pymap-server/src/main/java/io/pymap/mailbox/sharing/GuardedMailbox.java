package io.pymap.mailbox.sharing;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A mailbox in the hands of one user, who may do with it what its access control list says at that moment. RFC 4314 4. */
final class GuardedMailbox implements Mailbox {

    private static final String PRIVATE = "/private/";
    private static final String OF_OTHERS = "/users/";

    /** RFC 4314 5.1.1.1, 6: who owns a mailbox cannot lose the sight of it, nor the rights to give itself more. */
    private static final Rights OF_OWNER = new Rights("la");

    private static final Rights WRITING = new Rights("swite");
    private static final Rights CHANGING_FLAGS = new Rights("swt");

    private final Mailbox mailbox;
    private final String owner;
    private final String user;

    GuardedMailbox(Mailbox mailbox, String owner, String user) {
        this.mailbox = mailbox;
        this.owner = owner;
        this.user = user;
    }

    @Override
    public Rights rights() {
        Rights granted = mailbox.acl().of(user);
        return user.equals(owner) ? granted.plus(OF_OWNER) : granted;
    }

    void require(char right) {
        if (!rights().has(right)) {
            throw new MailboxException.NoPermission("No permission; that takes the right '" + right + "'");
        }
    }

    @Override
    public String id() {
        return mailbox.id();
    }

    @Override
    public long uidValidity() {
        return mailbox.uidValidity();
    }

    @Override
    public boolean readOnly() {
        return mailbox.readOnly() || !rights().hasAny(WRITING);
    }

    @Override
    public MailboxCounts counts() {
        require(Rights.READ);
        return mailbox.counts();
    }

    @Override
    public Flags flags() {
        return mailbox.flags();
    }

    @Override
    public List<Message> find(Collection<Long> uids) {
        require(Rights.READ);
        return mailbox.find(uids);
    }

    @Override
    public List<Message> append(List<NewMessage> messages) {
        require(Rights.INSERT);
        Rights rights = rights();
        return mailbox.append(messages.stream()
                .map(message -> withAllowedFlags(message, rights))
                .toList());
    }

    private static NewMessage withAllowedFlags(NewMessage message, Rights rights) {
        return new NewMessage(message.content(), allowed(message.flags(), rights), message.internalDate());
    }

    /** Those flags that somebody with these rights may set. */
    private static Flags allowed(Flags flags, Rights rights) {
        return Flags.of(flags.asList().stream()
                .filter(flag -> rights.has(rightFor(flag)))
                .toList());
    }

    private static char rightFor(String flag) {
        return switch (flag) {
            case Flags.SEEN -> Rights.KEEP_SEEN;
            case Flags.DELETED -> Rights.DELETE_MESSAGES;
            default -> Rights.WRITE_FLAGS;
        };
    }

    /** RFC 4314 4: changes those flags that may be changed; refused only where there are none. */
    @Override
    public StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince) {
        Rights rights = rights();
        Flags may = allowed(change.flags(), rights);
        boolean none = !rights.hasAny(CHANGING_FLAGS);
        if (none || (may.isEmpty() && !change.flags().isEmpty())) {
            throw new MailboxException.NoPermission("No right to change these flags");
        }
        if (change.mode() != FlagChange.Mode.REPLACE) {
            return mailbox.store(uids, new FlagChange(change.mode(), may), unchangedSince);
        }
        Flags others = allowed(mailbox.flags(), rights).minus(may);
        if (others.plus(may).size() == mailbox.flags().plus(change.flags()).size()) {
            return mailbox.store(uids, change, unchangedSince);
        }
        StoreResult added = mailbox.store(uids, new FlagChange(FlagChange.Mode.ADD, may), unchangedSince);
        List<Long> changed = added.stored().stream().map(Message::uid).toList();
        StoreResult removed = mailbox.store(changed, new FlagChange(FlagChange.Mode.REMOVE, others), Long.MAX_VALUE);
        return new StoreResult(removed.stored(), added.modified());
    }

    @Override
    public void expungeDeleted(Collection<Long> uids) {
        require(Rights.EXPUNGE);
        mailbox.expungeDeleted(uids);
    }

    @Override
    public void remove(Collection<Long> uids) {
        require(Rights.DELETE_MESSAGES);
        require(Rights.EXPUNGE);
        mailbox.remove(uids);
    }

    @Override
    public CopiedUids copy(Collection<Long> uids, Mailbox target) {
        require(Rights.READ);
        return withAllowedFlags(target, mailbox.copy(uids, open(target)));
    }

    @Override
    public CopiedUids move(Collection<Long> uids, Mailbox target) {
        require(Rights.READ);
        require(Rights.DELETE_MESSAGES);
        require(Rights.EXPUNGE);
        return withAllowedFlags(target, mailbox.move(uids, open(target)));
    }

    /** RFC 8508 4.1. */
    @Override
    public Message replace(long uid, NewMessage message, Mailbox target) {
        require(Rights.DELETE_MESSAGES);
        require(Rights.EXPUNGE);
        Mailbox to = open(target);
        return mailbox.replace(uid, withAllowedFlags(message, target.rights()), to);
    }

    /** The mailbox behind the target, into which the user may put messages. */
    private static Mailbox open(Mailbox target) {
        if (target instanceof GuardedMailbox guarded) {
            guarded.require(Rights.INSERT);
            return guarded.mailbox;
        }
        return target;
    }

    /** RFC 4314 4, COPY: flags that may not be set in the target are not set there. */
    private static CopiedUids withAllowedFlags(Mailbox target, CopiedUids copied) {
        if (target instanceof GuardedMailbox guarded && !copied.destination().isEmpty()) {
            Flags all = guarded.mailbox.flags();
            Flags forbidden = all.minus(allowed(all, guarded.rights()));
            if (!forbidden.isEmpty()) {
                guarded.mailbox.store(
                        copied.destination(), new FlagChange(FlagChange.Mode.REMOVE, forbidden), Long.MAX_VALUE);
            }
        }
        return copied;
    }

    @Override
    public long firstRecentUid() {
        return mailbox.firstRecentUid();
    }

    @Override
    public long claimRecent(long lastUid) {
        return mailbox.claimRecent(lastUid);
    }

    /** Private entries of somebody else are not told, and those of this user are under its own name. */
    @Override
    public Annotations annotations() {
        require(Rights.READ);
        Map<String, byte[]> seen = new TreeMap<>();
        mailbox.annotations().asMap().forEach((entry, value) -> {
            if (entry.startsWith(ownPrefix())) {
                seen.put(PRIVATE + entry.substring(ownPrefix().length()), value);
            } else if (!entry.startsWith(PRIVATE) && !entry.startsWith(OF_OTHERS)) {
                seen.put(entry, value);
            }
        });
        return Annotations.of(seen);
    }

    private String ownPrefix() {
        return user.equals(owner) ? PRIVATE : OF_OTHERS + user.toLowerCase(Locale.ROOT) + "/";
    }

    /** RFC 5464 3.3: shared entries are changed by those who may change something else as well. */
    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        require(Rights.READ);
        Map<String, Optional<byte[]>> kept = new HashMap<>();
        changes.forEach((name, value) -> {
            String entry = name.toLowerCase(Locale.ROOT);
            if (entry.startsWith(PRIVATE)) {
                kept.put(ownPrefix() + entry.substring(PRIVATE.length()), value);
                return;
            }
            if (!rights().hasAny(WRITING)) {
                throw new MailboxException.NoPermission("No right to change shared annotations");
            }
            kept.put(entry, value);
        });
        mailbox.annotate(kept);
    }

    @Override
    public Acl acl() {
        require(Rights.ADMINISTER);
        return mailbox.acl();
    }

    @Override
    public void changeAcl(Acl.Change change) {
        require(Rights.ADMINISTER);
        mailbox.changeAcl(change);
    }

    @Override
    public Changes changesSince(long modSeq) {
        require(Rights.READ);
        return mailbox.changesSince(modSeq);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return mailbox.watch(onChange);
    }
}
