package io.pymap.imap.extension.gmail;

import io.pymap.imap.command.fetch.Fetch;
import io.pymap.imap.session.Batch;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.imap.vocabulary.StoreItem;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.FlagChange.Mode;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.ModifiedUtf7;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** X-GM-EXT-1: labels, message and thread ids in 64 bits. */
public final class Gmail implements Extension {

    private static final String LABELS = "X-GM-LABELS";
    private static final int MAX_LABELS = 100;

    @Override
    public String name() {
        return "X-GM-EXT-1";
    }

    @Override
    public String source() {
        return "Google's IMAP extensions";
    }

    @Override
    public String summary() {
        return "Labels, and ids of messages and threads in 64 bits";
    }

    @Override
    public boolean byDefault() {
        return false;
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return Map.of(
                "X-GM-MSGID",
                in -> new Id("X-GM-MSGID", Message::emailId),
                "X-GM-THRID",
                in -> new Id("X-GM-THRID", Message::threadId),
                LABELS,
                in -> new UnboundLabels());
    }

    /** What stands for an object id (RFC 8474) where ids are unsigned numbers: the same for the same id. */
    static long number(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.US_ASCII));
            long number = 0;
            for (int i = 0; i < 8; i++) {
                number = number << 8 | (digest[i] & 0xFF);
            }
            return number >>> 2; // 62 bits: Gmail's begin with 1 and have 19 digits
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Id(String name, Function<Message, String> id) implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text(name).space().number(number(id.apply(message.message())));
        }
    }

    /** Until it is known whose mailboxes are the labels. */
    private record UnboundLabels() implements FetchItem {
        @Override
        public FetchItem within(Selected session) {
            return new BoundLabels(new Labels(session.account(), session.view().mailbox()));
        }

        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            throw new IllegalStateException("not within a session yet");
        }
    }

    private record BoundLabels(Labels labels) implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text(LABELS).text(" (");
            String separator = "";
            for (Label label : labels.of(message.message())) {
                out.text(separator);
                if (label.name().startsWith("\\")) {
                    out.text(label.name());
                } else {
                    out.astring(ModifiedUtf7.encode(label.name()));
                }
                separator = " ";
            }
            out.octet(')');
        }
    }

    @Override
    public Map<String, StoreItem.Parser> storeItems() {
        return Map.of(LABELS, in -> {
            List<Label> labels = labels(in.space());
            return (session, messages, mode, silent) -> store(session, messages, mode, labels, silent);
        });
    }

    private static List<Label> labels(ArgumentReader in) {
        List<Label> labels = new ArrayList<>();
        boolean listed = in.skip('(');
        if (listed && in.skip(')')) {
            return labels;
        }
        do {
            if (labels.size() == MAX_LABELS) {
                throw in.expected("at most " + MAX_LABELS + " labels");
            }
            labels.add(new Label(in.skip('\\') ? "\\" + in.atom() : in.mailboxText()));
        } while (in.skip(' '));
        if (listed) {
            in.expect(')');
        }
        return labels;
    }

    /** A label that is set puts the message into that mailbox, which is made if need be; one that goes removes it. */
    private static Reply store(Selected session, MessageSet messages, Mode mode, List<Label> given, boolean silent) {
        MailboxView view = session.writable();
        Batch batch = Batch.of(view.select(messages), session.connection().messagesAtOnce());
        Labels before = new Labels(session.account(), view.mailbox());
        List<Numbered> changed = new ArrayList<>();
        for (Numbered numbered : batch.messages()) {
            Message message = numbered.message();
            Set<Label> has = new HashSet<>(before.of(message));
            Set<Label> added = new HashSet<>(mode == Mode.REMOVE ? Set.of() : given);
            Set<Label> removed = new HashSet<>(mode == Mode.ADD ? Set.of() : has);
            if (mode == Mode.REPLACE) {
                removed.removeAll(given);
            } else {
                removed.retainAll(given);
            }
            added.removeAll(has);
            added.forEach(label -> add(session, message, label));
            removed.forEach(label -> remove(session, message, label));
            changed.add(new Numbered(numbered.sequenceNumber(), star(session, message, added, removed)));
        }
        Reply reply = Reply.ok("STORE completed.").limited(batch.limit());
        if (silent) {
            return reply;
        }
        List<FetchItem> items = List.of(new BoundLabels(new Labels(session.account(), view.mailbox())));
        List<Untagged> told = changed.stream()
                .map(numbered -> Fetch.told(numbered, view, session.connection(), items))
                .toList();
        return reply.with(told);
    }

    /** The message with or without its star, which is a flag and no mailbox. */
    private static Message star(Selected session, Message message, Set<Label> added, Set<Label> removed) {
        boolean on = added.stream().anyMatch(Label::isStar);
        if (!on && removed.stream().noneMatch(Label::isStar)) {
            return message;
        }
        FlagChange change = on ? FlagChange.add(Flags.FLAGGED) : FlagChange.remove(Flags.FLAGGED);
        List<Message> stored = session.view()
                .mailbox()
                .store(List.of(message.uid()), change, Long.MAX_VALUE)
                .stored();
        return stored.isEmpty() ? message : stored.get(0);
    }

    private static void add(Selected session, Message message, Label label) {
        if (!label.isStar()) {
            Account account = session.account();
            MailboxName name = label.mailbox(account).orElseGet(() -> new MailboxName(label.name()));
            Mailbox target = account.find(name).orElseGet(() -> account.create(name));
            session.view().mailbox().copy(List.of(message.uid()), target);
        }
    }

    private static void remove(Selected session, Message message, Label label) {
        if (!label.isStar()) {
            label.mailbox(session.account())
                    .flatMap(session.account()::find)
                    .ifPresent(mailbox -> mailbox.remove(mailbox.changesSince(0).updated().stream()
                            .filter(other -> other.emailId().equals(message.emailId()))
                            .map(Message::uid)
                            .toList()));
        }
    }
}
