package io.pymap.imap.command;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.StatusItem;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxCounts;
import io.pymap.mailbox.MailboxName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** STATUS. RFC 3501 6.3.10. */
public record Status(MailboxName mailbox, Items items) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.of("STATUS", Authenticated.class, Status::parse));

    /** The items of the base protocol. */
    static final Map<String, StatusItem> ITEMS = Map.of(
            "MESSAGES", (mailbox, counts, session) -> Long.toString(counts.messages()),
            "UIDNEXT", (mailbox, counts, session) -> Long.toString(counts.uidNext()),
            "UIDVALIDITY", (mailbox, counts, session) -> Long.toString(mailbox.uidValidity()),
            "UNSEEN", (mailbox, counts, session) -> Long.toString(counts.unseen()));

    /** Gone in IMAP4rev2. */
    static final Map<String, StatusItem> REV1 =
            Map.of("RECENT", (mailbox, counts, session) -> Long.toString(recent(mailbox, counts, session)));

    /** In the selected mailbox, what is recent in this session. */
    private static long recent(Mailbox mailbox, MailboxCounts counts, Authenticated session) {
        boolean own = session instanceof Selected selected
                && selected.view().mailbox().id().equals(mailbox.id());
        return own ? ((Selected) session).view().recentCount() : counts.recent();
    }

    private static Status parse(ArgumentReader in, Vocabulary words) {
        MailboxName mailbox = in.space().mailboxName();
        return new Status(mailbox, Items.parse(in, words));
    }

    @Override
    public Reply execute(Authenticated session) {
        Mailbox found = session.account()
                .find(mailbox)
                .orElseThrow(() -> new Refusal(ResponseCode.NONEXISTENT, "Mailbox does not exist."));
        return Reply.ok("STATUS completed.").with(items.told(mailbox, found, session));
    }

    /** What is asked for, in the order in which it is. */
    public record Items(Map<String, StatusItem> byName) {

        /** Reads them, from the space before the parenthesis. */
        public static Items parse(ArgumentReader in, Vocabulary words) {
            Map<String, StatusItem> items = new LinkedHashMap<>();
            in.space().expect('(');
            do {
                String name = in.keyword();
                items.put(name, words.statusItem(name).orElseThrow(() -> in.expected("a STATUS item before this")));
            } while (in.skip(' '));
            in.expect(')');
            return new Items(items);
        }

        /** The response, with counts of this moment. */
        public Untagged told(MailboxName name, Mailbox mailbox, Authenticated session) {
            MailboxCounts counts = mailbox.counts();
            return out -> {
                out.text("STATUS ").mailbox(name).text(" (");
                String separator = "";
                for (Map.Entry<String, StatusItem> item : byName.entrySet()) {
                    out.text(separator).text(item.getKey()).space();
                    out.text(item.getValue().value(mailbox, counts, session));
                    separator = " ";
                }
                out.octet(')');
            };
        }
    }
}
