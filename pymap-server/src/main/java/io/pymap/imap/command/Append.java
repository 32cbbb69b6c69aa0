package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.util.ArrayList;
import java.util.List;

/** APPEND, of one message or, with MULTIAPPEND, of several. RFC 3501 6.3.11, RFC 3502, RFC 3516 4.4. */
public record Append(MailboxName mailbox, List<Draft> drafts, Vocabulary words) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS =
            List.of(CommandSpec.of("APPEND", Authenticated.class, Append::parse, Trait.CARRIES_MESSAGE));

    private static Append parse(ArgumentReader in, Vocabulary words) {
        MailboxName mailbox = in.space().mailboxName();
        List<Draft> drafts = new ArrayList<>(1);
        do {
            drafts.add(Draft.parse(in, words));
        } while (in.next(' ') && words.has("MULTIAPPEND"));
        return new Append(mailbox, drafts, words);
    }

    @Override
    public Reply execute(Authenticated session) {
        Mailbox target = target(session, mailbox);
        long most = session.connection().savedAtOnce();
        if (drafts.size() > most) { // RFC 9738 3.1
            throw new Refusal(ResponseCode.of("MESSAGELIMIT", most), "Too many messages; append fewer.");
        }
        List<NewMessage> messages = new ArrayList<>(drafts.size());
        long room = session.connection().limits().message(); // together, so that a short command makes no long messages
        for (Draft draft : drafts) {
            NewMessage message = draft.message(target, session, words, room);
            room = Math.max(0, room - message.content().size());
            messages.add(message);
        }
        List<Message> added = target.append(messages);
        if (!session.connection().offers("UIDPLUS")) {
            return Reply.ok("APPEND completed.");
        }
        List<Long> uids = added.stream().map(Message::uid).toList();
        return Reply.ok(ResponseCode.appendUid(target.uidValidity(), uids), "APPEND completed.");
    }

    /**
     * The mailbox to put messages into.
     *
     * @throws Refusal where it does not exist: with TRYCREATE (RFC 3501 6.3.11, 6.4.7)
     */
    public static Mailbox target(Authenticated session, MailboxName mailbox) {
        return session.account()
                .find(mailbox)
                .orElseThrow(() -> new Refusal(ResponseCode.TRY_CREATE, "Mailbox does not exist."));
    }
}
