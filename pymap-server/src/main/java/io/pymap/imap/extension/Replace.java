package io.pymap.imap.extension;

import io.pymap.imap.command.Append;
import io.pymap.imap.command.Draft;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import java.util.List;

/** REPLACE and UID REPLACE: a new message in place of an old one, in one step. RFC 8508. */
public final class Replace implements Extension {

    @Override
    public String name() {
        return "REPLACE";
    }

    @Override
    public String source() {
        return "RFC 8508";
    }

    @Override
    public String summary() {
        return "A new message in place of an old one, in one step";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(
                CommandSpec.of(
                        "REPLACE", Selected.class, (in, words) -> parse(in, words, false), Trait.CARRIES_MESSAGE),
                CommandSpec.of(
                        "UID REPLACE", Selected.class, (in, words) -> parse(in, words, true), Trait.CARRIES_MESSAGE));
    }

    private static Command<Selected> parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        MessageSet old = in.space().oneMessage(byUid);
        MailboxName mailbox = in.space().mailboxName();
        return new Replacement(old, mailbox, Draft.parse(in, words), words);
    }

    private record Replacement(MessageSet old, MailboxName mailbox, Draft draft, Vocabulary words)
            implements Command<Selected> {

        @Override
        public Reply execute(Selected session) {
            MailboxView view = session.writable();
            Mailbox target = Append.target(session, mailbox);
            long uid = view.uids(old).stream()
                    .findFirst()
                    .orElseThrow(() -> new Refusal(ResponseCode.NONEXISTENT, "No message with that UID."));
            long before = view.mailbox().counts().highestModSeq();
            Message added = view.mailbox()
                    .replace(
                            uid,
                            draft.message(
                                    target,
                                    session,
                                    words,
                                    session.connection().limits().message()),
                            target);
            Reply reply = Reply.ok((old.byUid() ? "UID REPLACE" : "REPLACE") + " completed.")
                    .withModSeq(session, before);
            if (!session.connection().offers("UIDPLUS")) {
                return reply;
            }
            // RFC 8508 4.3: APPENDUID comes untagged, ahead of the expunge.
            ResponseCode uids = ResponseCode.appendUid(target.uidValidity(), List.of(added.uid()));
            return reply.with(Untagged.ok(uids, "Replacement message ready."));
        }
    }
}
