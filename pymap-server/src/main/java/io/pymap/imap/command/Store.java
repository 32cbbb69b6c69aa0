package io.pymap.imap.command;

import io.pymap.imap.session.Batch;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.UidSet;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.imap.vocabulary.StoreItem;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.StoreResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** STORE and UID STORE. RFC 3501 6.4.6, with UNCHANGEDSINCE of RFC 7162 3.1.3. */
record Store(MessageSet messages, List<Parameter> parameters, FlagChange change, boolean silent)
        implements Command<Selected> {

    static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("STORE", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
            CommandSpec.of("UID STORE", Selected.class, (in, words) -> parse(in, words, true)));

    private static Command<Selected> parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        MessageSet messages = in.space().messageSet(byUid);
        in.space();
        List<Parameter> parameters = List.of();
        if (in.next('(')) {
            parameters = words.parameters("STORE", in);
            in.space();
        }
        FlagChange.Mode mode =
                in.skip('+') ? FlagChange.Mode.ADD : in.skip('-') ? FlagChange.Mode.REMOVE : FlagChange.Mode.REPLACE;
        String name = in.itemName();
        boolean silent = name.endsWith(".SILENT");
        String item = silent ? name.substring(0, name.length() - ".SILENT".length()) : name;
        if (!item.equals("FLAGS")) {
            StoreItem other = words.storeItem(item)
                    .orElseThrow(() -> in.expected("FLAGS or FLAGS.SILENT before this"))
                    .parse(in);
            return session -> other.store(session, messages, mode, silent);
        }
        in.space();
        Flags flags = in.next('(') ? in.flagList() : in.bareFlags();
        return new Store(messages, parameters, new FlagChange(mode, flags), silent);
    }

    @Override
    public Reply execute(Selected session) {
        MailboxView view = session.writable();
        long unchangedSince = Long.MAX_VALUE;
        for (Parameter parameter : parameters) {
            parameter.prepare(session.connection());
            unchangedSince = Math.min(unchangedSince, parameter.unchangedSince());
        }
        Map<Long, Numbered> chosen = new LinkedHashMap<>();
        Batch batch = Batch.of(view.select(messages), session.connection().messagesAtOnce());
        batch.messages().forEach(numbered -> chosen.put(numbered.message().uid(), numbered));
        StoreResult result = view.mailbox().store(chosen.keySet(), change, unchangedSince);
        Reply reply = result.modified().isEmpty()
                ? Reply.ok(name() + " completed.")
                : Reply.ok(
                        new ResponseCode("MODIFIED " + modified(result, chosen)), "Some messages have changed since.");
        List<Untagged> told = tell(view, chosen, result, session.connection().tellsModSeq());
        if (batch.limit().isPresent()) {
            Collections.reverse(told);
        }
        return reply.with(told).limited(batch.limit());
    }

    private String name() {
        return messages.byUid() ? "UID STORE" : "STORE";
    }

    private List<Untagged> tell(MailboxView view, Map<Long, Numbered> chosen, StoreResult result, boolean withModSeq) {
        List<Untagged> told = new ArrayList<>();
        result.modified().forEach(chosen::remove);
        for (Message after : result.stored()) {
            Numbered before = chosen.remove(after.uid());
            if (before == null) {
                continue;
            }
            if (!silent) {
                view.acknowledge(after);
                told.add(view.flagsFetch(before.sequenceNumber(), after, messages.byUid()));
            } else if (!withModSeq) { // RFC 7162 3.1.3: the new mod-sequence is told even if silent
                view.silence(before, change, after);
            }
        }
        for (Numbered gone : chosen.values()) { // expunged by others: the client works on what it knows, RFC 2180 4.2
            Flags flags = change.applyTo(gone.message().flags());
            view.changeExpunged(gone, flags);
            if (!silent) {
                told.add(view.flagsFetch(gone.sequenceNumber(), view.message(gone.sequenceNumber()), messages.byUid()));
            }
        }
        return told;
    }

    /** RFC 7162 3.1.3: by number for STORE, by UID for UID STORE. */
    private String modified(StoreResult result, Map<Long, Numbered> chosen) {
        if (messages.byUid()) {
            return UidSet.of(result.modified());
        }
        List<Long> numbers = new ArrayList<>();
        for (long uid : result.modified()) {
            Numbered numbered = chosen.get(uid);
            if (numbered != null) {
                numbers.add((long) numbered.sequenceNumber());
            }
        }
        return UidSet.of(numbers);
    }
}
