package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.differential.Answer;
import io.pymap.differential.Client;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Works over a connection. What is under way when that ends stays under way. */
final class RecordedSession implements RecordedMail {

    private final ImapMail mail;
    private final Notes notes;
    private Optional<MailboxName> selected = Optional.empty();

    RecordedSession(Client client, Notes notes) {
        this.mail = new ImapMail(client);
        this.notes = notes;
    }

    @Override
    public List<Long> append(MailboxName name, List<Letter> letters) {
        Operation.Append operation =
                new Operation.Append(name, letters.stream().map(Letter::sent).toList());
        StringBuilder command = new StringBuilder("APPEND " + ImapMail.quoted(name));
        letters.forEach(letter -> command.append(message(letter)));
        Answer answer = during(operation, command.toString());
        List<Long> uids = ImapMail.numbers(words(answer.code(), "APPENDUID")[2]);
        notes.add(promises -> promises.appended(operation, uids));
        return uids;
    }

    private static String message(Letter letter) {
        String date = ImapMail.DATE.format(Instant.ofEpochSecond(letter.date()).atOffset(ZoneOffset.UTC));
        return " " + letter.flags() + " \"" + date + "\" {" + letter.octets().length + "+}\r\n"
                + new String(letter.octets(), ISO_8859_1);
    }

    private static String[] words(String code, String name) {
        String[] words = code.split(" ");
        if (!words[0].equals(name)) {
            throw new AssertionError("expected " + name + ", got " + code);
        }
        return words;
    }

    @Override
    public void store(MailboxName name, List<Long> uids, FlagChange change) {
        select(name);
        Operation.Store operation = new Operation.Store(name, uids, change);
        String mode = change.mode() == FlagChange.Mode.ADD ? "+" : change.mode() == FlagChange.Mode.REMOVE ? "-" : "";
        during(operation, "UID STORE " + ImapMail.set(uids) + " " + mode + "FLAGS " + change.flags());
        notes.add(promises -> promises.stored(operation));
    }

    @Override
    public CopiedUids copy(MailboxName name, List<Long> uids, MailboxName target) {
        select(name);
        Operation.Copy operation = new Operation.Copy(name, uids, target);
        Answer answer = during(operation, "UID COPY " + ImapMail.set(uids) + " " + ImapMail.quoted(target));
        CopiedUids copied = copied(answer.code());
        notes.add(promises -> promises.copied(operation, copied));
        return copied;
    }

    @Override
    public CopiedUids move(MailboxName name, List<Long> uids, MailboxName target) {
        select(name);
        Operation.Move operation = new Operation.Move(name, uids, target);
        Answer answer = during(operation, "UID MOVE " + ImapMail.set(uids) + " " + ImapMail.quoted(target));
        CopiedUids moved = copied(code(answer, "COPYUID"));
        notes.add(promises -> promises.moved(operation, moved));
        return moved;
    }

    /** Where messages go as well, it comes before their EXPUNGE. */
    private static String code(Answer answer, String name) {
        return answer.untaggedCode(name)
                .findFirst()
                .map(words -> name + " " + words)
                .orElse(answer.code());
    }

    @Override
    public long replace(MailboxName name, long uid, Letter letter, MailboxName target) {
        select(name);
        Operation.Replace operation = new Operation.Replace(name, uid, letter.sent(), target);
        Answer answer = during(operation, "UID REPLACE " + uid + " " + ImapMail.quoted(target) + message(letter));
        long fresh = Long.parseLong(words(code(answer, "APPENDUID"), "APPENDUID")[2]);
        notes.add(promises -> promises.replaced(operation, fresh));
        return fresh;
    }

    private static CopiedUids copied(String code) {
        String[] words = words(code, "COPYUID");
        return new CopiedUids(ImapMail.numbers(words[2]), ImapMail.numbers(words[3]));
    }

    @Override
    public void expunge(MailboxName name, List<Long> uids) {
        store(name, uids, FlagChange.add(Flags.DELETED));
        Operation.Expunge operation = new Operation.Expunge(name, uids);
        during(operation, "UID EXPUNGE " + ImapMail.set(uids));
        notes.add(promises -> promises.expunged(operation));
    }

    @Override
    public void create(MailboxName name) {
        Operation.Create operation = new Operation.Create(name);
        during(operation, "CREATE " + ImapMail.quoted(name));
        notes.add(promises -> promises.created(operation, Promises.UNKNOWN));
    }

    @Override
    public void delete(MailboxName name) {
        unselect();
        Operation.Delete operation = new Operation.Delete(name);
        during(operation, "DELETE " + ImapMail.quoted(name));
        notes.add(promises -> promises.deleted(operation));
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        unselect();
        Operation.Rename operation = new Operation.Rename(from, to);
        during(operation, "RENAME " + ImapMail.quoted(from) + " " + ImapMail.quoted(to));
        notes.add(promises -> promises.renamed(operation));
    }

    @Override
    public void subscribe(MailboxName name, boolean on) {
        Operation.Subscribe operation = new Operation.Subscribe(name, on);
        during(operation, (on ? "SUBSCRIBE " : "UNSUBSCRIBE ") + ImapMail.quoted(name));
        notes.add(promises -> promises.subscribed(operation));
    }

    @Override
    public void claimRecent(MailboxName name) {
        unselect();
        select(name);
    }

    private void select(MailboxName name) {
        if (selected.filter(name::equals).isPresent()) {
            return;
        }
        Answer answer = mail.ok("SELECT " + ImapMail.quoted(name));
        long uidNext = ImapMail.code(answer, "UIDNEXT");
        long modSeq = ImapMail.code(answer, "HIGHESTMODSEQ");
        selected = Optional.of(name);
        notes.add(promises -> promises.told(name, uidNext, modSeq));
    }

    private void unselect() {
        if (selected.isPresent()) {
            mail.ok("UNSELECT");
            selected = Optional.empty();
        }
    }

    private Answer during(Operation operation, String command) {
        notes.add(promises -> promises.begins(operation));
        return mail.ok(command);
    }
}
