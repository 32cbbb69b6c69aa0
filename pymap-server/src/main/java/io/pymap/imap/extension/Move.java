package io.pymap.imap.extension;

import io.pymap.imap.command.Append;
import io.pymap.imap.session.Batch;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.List;

/** MOVE and UID MOVE. RFC 6851. */
public final class Move implements Extension {

    @Override
    public String name() {
        return "MOVE";
    }

    @Override
    public String source() {
        return "RFC 6851";
    }

    @Override
    public String summary() {
        return "Moving messages in one step";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(
                CommandSpec.of("MOVE", Selected.class, (in, words) -> parse(in, false)),
                CommandSpec.of("UID MOVE", Selected.class, (in, words) -> parse(in, true)));
    }

    private static Command<Selected> parse(ArgumentReader in, boolean byUid) {
        MessageSet messages = in.space().messageSet(byUid);
        MailboxName destination = in.space().mailboxName();
        return session -> move(session, messages, destination);
    }

    private static Reply move(Selected session, MessageSet messages, MailboxName destination) {
        Mailbox target = Append.target(session, destination);
        MailboxView view = session.writable();
        long before = view.mailbox().counts().highestModSeq();
        Batch batch = Batch.of(view.select(messages), session.connection().messagesAtOnce());
        CopiedUids moved = view.mailbox().move(batch.uids(), target);
        Reply reply = Reply.ok(messages.byUid() ? "UID MOVE completed." : "MOVE completed.")
                .withModSeq(session, before)
                .limited(batch.limit());
        if (moved.source().isEmpty() || !session.connection().offers("UIDPLUS")) {
            return reply;
        }
        // RFC 6851 4.3: COPYUID comes untagged, ahead of the expunges.
        return reply.with(Untagged.ok(ResponseCode.copyUid(target.uidValidity(), moved), "Moved."));
    }
}
