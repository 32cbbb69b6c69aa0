package io.pymap.imap.command;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Rights;
import java.util.List;

/** EXPUNGE. RFC 3501 6.4.3. The catch-up that ends the command tells which messages are gone. */
public final class Expunge {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.bare("EXPUNGE", Selected.class, Expunge::expungeAll));

    private Expunge() {}

    private static Reply expungeAll(Selected session) {
        return expunge(session, session.writable().all(), "EXPUNGE completed.");
    }

    /** Removes those messages of the set that are marked as deleted. RFC 4315 2.1. */
    public static Reply expunge(Selected session, MessageSet messages) {
        return expunge(session, session.writable().select(messages), "UID EXPUNGE completed.");
    }

    private static Reply expunge(Selected session, List<Numbered> messages, String done) {
        Mailbox mailbox = session.view().mailbox();
        if (!mailbox.rights().has(Rights.EXPUNGE)) {
            throw new Refusal(ResponseCode.NO_PERMISSION, "No right to expunge.");
        }
        long before = mailbox.counts().highestModSeq();
        expungeDeleted(session.view(), messages);
        return Reply.ok(done).withModSeq(session, before);
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
