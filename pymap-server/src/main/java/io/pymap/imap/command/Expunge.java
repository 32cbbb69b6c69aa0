package io.pymap.imap.command;

import io.pymap.imap.session.Batch;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.Rights;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** EXPUNGE. RFC 3501 6.4.3. The catch-up that ends the command tells which messages are gone. */
public final class Expunge {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.bare("EXPUNGE", Selected.class, Expunge::expungeAll));

    private Expunge() {}

    private static Reply expungeAll(Selected session) {
        return expunge(session, session.view().all());
    }

    /** As EXPUNGE, of these messages only. */
    public static Reply expunge(Selected session, List<Numbered> messages) {
        session.writable();
        return expunge(session, messages, Limits.NONE, "EXPUNGE completed."); // RFC 9738 3.1
    }

    /** Removes those messages of the set that are marked as deleted. RFC 4315 2.1. */
    public static Reply expunge(Selected session, MessageSet messages) {
        long most = session.connection().messagesAtOnce();
        return expunge(session, session.writable().select(messages), most, "UID EXPUNGE completed.");
    }

    private static Reply expunge(Selected session, List<Numbered> messages, long most, String done) {
        Mailbox mailbox = session.view().mailbox();
        if (!mailbox.rights().has(Rights.EXPUNGE)) {
            throw new Refusal(ResponseCode.NO_PERMISSION, "No right to expunge.");
        }
        long before = mailbox.counts().highestModSeq();
        Batch batch = Batch.of(messages, Limits.NONE);
        if (mailbox.counts().deleted() > most) {
            batch = Batch.of(deleted(mailbox, messages), most);
        }
        expungeDeleted(session.view(), batch.messages());
        return Reply.ok(done).withModSeq(session, before).limited(batch.limit());
    }

    /** Those that are marked as deleted. */
    public static List<Numbered> deleted(Mailbox mailbox, List<Numbered> messages) {
        Set<Long> deleted = mailbox
                .find(messages.stream()
                        .map(numbered -> numbered.message().uid())
                        .toList())
                .stream()
                .filter(message -> message.flags().contains(Flags.DELETED))
                .map(Message::uid)
                .collect(Collectors.toSet());
        return messages.stream()
                .filter(numbered -> deleted.contains(numbered.message().uid()))
                .toList();
    }

    /** Only what the client knows: nothing is removed that it has not been told of. What is deleted the mailbox decides. */
    static void expungeDeleted(MailboxView view, List<Numbered> messages) {
        if (view.mailbox().counts().deleted() > 0) {
            view.mailbox()
                    .expungeDeleted(messages.stream()
                            .map(numbered -> numbered.message().uid())
                            .toList());
        }
    }
}
