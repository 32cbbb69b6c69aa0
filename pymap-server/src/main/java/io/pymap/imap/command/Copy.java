package io.pymap.imap.command;

import io.pymap.imap.session.Batch;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.List;

/** COPY and UID COPY. RFC 3501 6.4.7. */
record Copy(MessageSet messages, MailboxName destination) implements Command<Selected> {

    static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("COPY", Selected.class, (in, words) -> parse(in, false)),
            CommandSpec.of("UID COPY", Selected.class, (in, words) -> parse(in, true)));

    private static Copy parse(ArgumentReader in, boolean byUid) {
        MessageSet messages = in.space().messageSet(byUid);
        return new Copy(messages, in.space().mailboxName());
    }

    @Override
    public Reply execute(Selected session) {
        Mailbox target = Append.target(session, destination);
        Batch batch =
                Batch.of(session.view().select(messages), session.connection().savedAtOnce());
        CopiedUids copied = session.view().mailbox().copy(batch.requireAll().uids(), target);
        if (copied.source().isEmpty() || !session.connection().offers("UIDPLUS")) {
            return Reply.ok("COPY completed.");
        }
        return Reply.ok(ResponseCode.copyUid(target.uidValidity(), copied), "COPY completed.");
    }
}
