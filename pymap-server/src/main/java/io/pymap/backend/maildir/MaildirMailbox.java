package io.pymap.backend.maildir;

import io.pymap.backend.Allowance.Usage;
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
import io.pymap.mailbox.StoreResult;
import io.pymap.mailbox.index.MailboxIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A mailbox in a folder on disk. Lives on for its sessions when the folder is renamed or deleted. */
final class MaildirMailbox implements Mailbox {

    private final MaildirAccount account;
    private final Folder folder;
    private final MailboxIndex index;
    private final Intake intake;

    MaildirMailbox(MaildirAccount account, Folder folder) {
        this.account = account;
        this.folder = folder;
        this.index = folder.index();
        this.intake = new Intake(folder);
    }

    Folder folder() {
        return folder;
    }

    @Override
    public String id() {
        return "F" + folder.guid();
    }

    @Override
    public long uidValidity() {
        return index.uidValidity();
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public MailboxCounts counts() {
        folder.refresh();
        return index.counts();
    }

    @Override
    public Flags flags() {
        return index.flags();
    }

    @Override
    public List<Message> find(Collection<Long> uids) {
        return index.find(uids);
    }

    @Override
    public List<Message> append(List<NewMessage> messages) {
        return account.allowance().spend(Usage.ofNew(messages), () -> intake.admit(intake.write(messages)));
    }

    @Override
    public StoreResult store(Collection<Long> uids, FlagChange change, long unchangedSince) {
        if (folder.isGone()) { // RFC 2180 3.2: for those who have it open, and for them alone
            return index.store(uids, change, unchangedSince);
        }
        return folder.change(() -> new Storing(folder, change, unchangedSince).run(uids));
    }

    @Override
    public void expungeDeleted(Collection<Long> uids) {
        remove(uids, message -> message.flags().contains(Flags.DELETED));
    }

    @Override
    public void remove(Collection<Long> uids) {
        remove(uids, message -> true);
    }

    private void remove(Collection<Long> uids, Predicate<Message> which) {
        if (folder.isGone()) {
            index.remove(
                    index.find(uids).stream().filter(which).map(Message::uid).toList());
            return;
        }
        folder.perform(() -> removeNow(index.find(uids).stream().filter(which).toList()));
    }

    /** For those who hold the locks. */
    private void removeNow(List<Message> messages) throws IOException {
        List<Message> gone = new ArrayList<>();
        try {
            deleteFiles(messages, gone::add);
        } finally {
            if (!gone.isEmpty()) { // also those before one that failed
                folder.log().record(folder.directory(), expunged(gone), false);
            }
        }
    }

    private void deleteFiles(List<Message> messages, Consumer<Message> onGone) throws IOException {
        Listing.Directory.TMP.requiredIn(folder.directory());
        for (Message message : messages) {
            Folder.contentOf(message).delete();
            onGone.accept(message);
        }
        if (!messages.isEmpty()) {
            // Where the file was in new before, the disk may have that name yet: nobody waits when a message is
            // claimed.
            folder.force(EnumSet.of(Listing.Directory.CUR, Listing.Directory.NEW));
        }
    }

    private List<IndexEntry> expunged(List<Message> messages) {
        List<IndexEntry> entries = new ArrayList<>();
        long modSeq = folder.log().highestModSeq();
        for (Message message : messages) {
            entries.add(new IndexEntry.Expunged(message.uid(), ++modSeq));
        }
        return entries;
    }

    @Override
    public CopiedUids copy(Collection<Long> uids, Mailbox target) {
        MaildirMailbox to = here(target);
        folder.refresh();
        List<Message> originals = index.find(uids);
        return to.account.allowance().spend(Usage.of(originals), () -> {
            Intake.Linked linked = to.intake.link(originals);
            return paired(linked.originals(), to.intake.admit(linked.incoming()));
        });
    }

    @Override
    public CopiedUids move(Collection<Long> uids, Mailbox target) {
        MaildirMailbox to = here(target);
        boolean own = to.account.equals(account); // takes up no more than before
        Usage usage = own ? new Usage(0, 0, 0) : Usage.of(index.find(uids));
        return to.account
                .allowance()
                .spend(
                        usage,
                        () -> withBoth(to, () -> {
                            List<Message> originals = index.find(uids);
                            to.index.requireRoomFor(flagsOf(originals));
                            Intake.Linked linked = to.intake.link(originals);
                            return paired(linked.originals(), exchange(linked, to));
                        }));
    }

    @Override
    public Message replace(long uid, NewMessage message, Mailbox target) {
        MaildirMailbox to = here(target);
        Usage usage = Usage.ofNew(List.of(message));
        if (to.account.equals(account)) {
            usage = usage.inPlaceOf(Usage.of(index.find(List.of(uid))));
        }
        return to.account.allowance().spend(usage, () -> {
            List<Incoming> incoming = to.intake.write(List.of(message));
            boolean complete = false;
            try {
                Message added = withBoth(to, () -> {
                    List<Message> original = index.find(List.of(uid));
                    if (original.isEmpty()) {
                        throw new MailboxException.NotFound("The message is gone");
                    }
                    to.index.requireRoomFor(message.flags());
                    return exchange(new Intake.Linked(original, incoming), to).get(0);
                });
                complete = true;
                return added;
            } finally {
                if (!complete) {
                    Intake.discard(incoming);
                }
            }
        });
    }

    /** Puts some files into the target and takes the messages away for which they come. For those who hold all locks. */
    private List<Message> exchange(Intake.Linked linked, MaildirMailbox to) throws IOException {
        List<Journal.Line> lines = new ArrayList<>();
        for (int i = 0; i < linked.incoming().size(); i++) {
            String original = Folder.contentOf(linked.originals().get(i)).file().base();
            String base = linked.incoming().get(i).details().base();
            lines.add(new Journal.Line(base, Optional.of(folder.directory()), original));
        }
        boolean complete = false;
        List<Message> added;
        try {
            List<IndexEntry> ahead = to.folder == folder ? expunged(linked.originals()) : List.of();
            added = to.intake.place(linked.incoming(), lines, ahead);
            complete = true;
        } finally {
            if (!complete) {
                Intake.discard(linked.incoming());
            }
        }
        if (added.isEmpty()) {
            return added;
        }
        if (to.folder == folder) {
            deleteFiles(linked.originals(), message -> {}); // which the index has told already
        } else {
            removeNow(linked.originals());
        }
        Journal.end(to.folder.directory());
        return added;
    }

    /** Two folders are locked in the order of their paths, so that no two threads wait for each other. */
    private <T> T withBoth(MaildirMailbox to, Folder.Work<T> work) {
        if (to.folder == folder) {
            return folder.change(work);
        }
        boolean first = folder.directory().compareTo(to.folder.directory()) < 0;
        Folder outer = first ? folder : to.folder;
        Folder inner = first ? to.folder : folder;
        try {
            return outer.changeUntold(() -> inner.changeUntold(() -> {
                outer.keepLock(); // to get the other one may have taken long
                return work.run();
            }));
        } finally {
            outer.announce();
            inner.announce();
        }
    }

    /** Moves every message, for good. */
    void moveAllTo(MaildirMailbox target) {
        folder.refresh();
        move(index.changesSince(0).updated().stream().map(Message::uid).toList(), target);
    }

    @Override
    public long firstRecentUid() {
        return index.firstRecentUid();
    }

    @Override
    public long claimRecent(long lastUid) {
        folder.refresh();
        long first = index.firstRecentUid();
        if (Math.min(lastUid, index.counts().uidNext() - 1) < first) {
            return first;
        }
        return folder.change(() -> claimNow(lastUid));
    }

    private long claimNow(long lastUid) throws IOException {
        long first = index.firstRecentUid();
        long claimed = Math.min(lastUid, index.counts().uidNext() - 1);
        if (claimed < first) {
            return first;
        }
        for (Message message : index.changesSince(0).updated()) {
            MaildirContent content = Folder.contentOf(message);
            if (message.uid() >= first
                    && message.uid() <= claimed
                    && content.place().isNew()) {
                content.claim();
            }
        }
        folder.log().record(folder.directory(), List.of(new IndexEntry.Claimed(claimed + 1)), false);
        return first;
    }

    @Override
    public Annotations annotations() {
        folder.refresh();
        return folder.log().annotations();
    }

    @Override
    public void annotate(Map<String, Optional<byte[]>> changes) {
        folder.perform(() -> {
            Annotations after = folder.log().annotations().with(changes);
            long modSeq = folder.log().highestModSeq() + 1;
            folder.log().recordAlone(folder.directory(), new IndexEntry.Annotated(modSeq, after));
        });
        account.announce();
    }

    @Override
    public Acl acl() {
        folder.refresh();
        return folder.log().acl();
    }

    @Override
    public void changeAcl(Acl.Change change) {
        folder.perform(() -> {
            Acl after = folder.log().acl().with(change);
            folder.log().recordAlone(folder.directory(), new IndexEntry.Granted(after));
        });
        account.sharesChanged(this);
        account.announce();
    }

    @Override
    public Changes changesSince(long modSeq) {
        folder.refresh();
        return index.changesSince(modSeq);
    }

    @Override
    public Watch watch(Runnable onChange) {
        return index.watch(onChange).and(account.watchDisk(folder));
    }

    private static Flags flagsOf(List<Message> messages) {
        Flags flags = Flags.NONE;
        for (Message message : messages) {
            flags = flags.plus(message.flags());
        }
        return flags;
    }

    private static CopiedUids paired(List<Message> originals, List<Message> copies) {
        return new CopiedUids(
                originals.stream().map(Message::uid).toList(),
                copies.stream().map(Message::uid).toList());
    }

    private static MaildirMailbox here(Mailbox target) {
        if (target instanceof MaildirMailbox mailbox) {
            return mailbox;
        }
        throw new IllegalArgumentException("Expected a mailbox of the same backend");
    }
}
