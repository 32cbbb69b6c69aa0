package io.pymap.backend.maildir;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.util.List;
import java.util.function.Supplier;

/** Works on an account of a backend. */
final class RecordedAccount implements RecordedMail {

    private static final long ALWAYS = Long.MAX_VALUE;

    private final Account account;
    private final Notes notes;

    RecordedAccount(Account account, Notes notes) {
        this.account = account;
        this.notes = notes;
    }

    @Override
    public List<Long> append(MailboxName name, List<Letter> letters) {
        Operation.Append operation =
                new Operation.Append(name, letters.stream().map(Letter::sent).toList());
        List<Long> uids = during(
                operation,
                () -> mailbox(name)
                        .append(letters.stream().map(RecordedAccount::message).toList())
                        .stream()
                        .map(Message::uid)
                        .toList());
        notes.add(promises -> promises.appended(operation, uids));
        return uids;
    }

    private static NewMessage message(Letter letter) {
        return new NewMessage(Content.of(letter.octets()), letter.flags(), new InternalDate(letter.date(), 0));
    }

    @Override
    public void store(MailboxName name, List<Long> uids, FlagChange change) {
        Operation.Store operation = new Operation.Store(name, uids, change);
        during(operation, () -> mailbox(name).store(uids, change, ALWAYS));
        notes.add(promises -> promises.stored(operation));
    }

    @Override
    public CopiedUids copy(MailboxName name, List<Long> uids, MailboxName target) {
        Operation.Copy operation = new Operation.Copy(name, uids, target);
        CopiedUids copied = during(operation, () -> mailbox(name).copy(uids, mailbox(target)));
        notes.add(promises -> promises.copied(operation, copied));
        return copied;
    }

    @Override
    public CopiedUids move(MailboxName name, List<Long> uids, MailboxName target) {
        Operation.Move operation = new Operation.Move(name, uids, target);
        CopiedUids moved = during(operation, () -> mailbox(name).move(uids, mailbox(target)));
        notes.add(promises -> promises.moved(operation, moved));
        return moved;
    }

    @Override
    public long replace(MailboxName name, long uid, Letter letter, MailboxName target) {
        Operation.Replace operation = new Operation.Replace(name, uid, letter.sent(), target);
        long fresh = during(
                operation,
                () -> mailbox(name)
                        .replace(uid, message(letter), mailbox(target))
                        .uid());
        notes.add(promises -> promises.replaced(operation, fresh));
        return fresh;
    }

    @Override
    public void expunge(MailboxName name, List<Long> uids) {
        Operation.Expunge operation = new Operation.Expunge(name, uids);
        during(operation, () -> {
            mailbox(name).remove(uids);
            return name;
        });
        notes.add(promises -> promises.expunged(operation));
    }

    @Override
    public void create(MailboxName name) {
        Operation.Create operation = new Operation.Create(name);
        long uidValidity = during(operation, () -> account.create(name).uidValidity());
        notes.add(promises -> promises.created(operation, uidValidity));
    }

    @Override
    public void delete(MailboxName name) {
        Operation.Delete operation = new Operation.Delete(name);
        during(operation, () -> {
            account.delete(name);
            return name;
        });
        notes.add(promises -> promises.deleted(operation));
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        Operation.Rename operation = new Operation.Rename(from, to);
        during(operation, () -> {
            account.rename(from, to);
            return to;
        });
        notes.add(promises -> promises.renamed(operation));
    }

    @Override
    public void subscribe(MailboxName name, boolean on) {
        Operation.Subscribe operation = new Operation.Subscribe(name, on);
        during(operation, () -> {
            if (on) {
                account.subscribe(name);
            } else {
                account.unsubscribe(name);
            }
            return name;
        });
        notes.add(promises -> promises.subscribed(operation));
    }

    @Override
    public void claimRecent(MailboxName name) {
        Mailbox mailbox = mailbox(name);
        mailbox.claimRecent(mailbox.counts().uidNext() - 1);
    }

    /** Tells the client all there is. */
    ToldAccount look() {
        ToldAccount seen = ToldAccount.of(account);
        notes.add(promises -> promises.told(seen));
        return seen;
    }

    private Mailbox mailbox(MailboxName name) {
        return account.find(name).orElseThrow(() -> new AssertionError("the mailbox " + name + " is not there"));
    }

    private <T> T during(Operation operation, Supplier<T> work) {
        notes.add(promises -> promises.begins(operation));
        return work.get();
    }
}
