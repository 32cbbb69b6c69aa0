package io.pymap.imap.command.fetch;

import io.pymap.imap.session.Batch;
import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.Rights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** FETCH and UID FETCH. RFC 3501 6.4.5. */
public record Fetch(MessageSet messages, List<FetchItem> items, List<Parameter> parameters)
        implements Command<Selected> {

    public static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("FETCH", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
            CommandSpec.of("UID FETCH", Selected.class, (in, words) -> parse(in, words, true)));

    private static final List<FetchItem> FAST = List.of(FetchItems.FLAGS, FetchItems.INTERNAL_DATE, FetchItems.SIZE);

    private static Fetch parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        MessageSet messages = in.space().messageSet(byUid);
        in.space();
        Set<FetchItem> items = new LinkedHashSet<>();
        if (in.skip('(')) {
            do {
                items.add(words.fetchItem(in));
            } while (in.skip(' '));
            in.expect(')');
        } else {
            items.addAll(macroOrItem(in, words));
        }
        List<Parameter> parameters = in.skip(' ') ? words.parameters("FETCH", in) : List.of();
        parameters.forEach(parameter -> items.addAll(parameter.items()));
        return new Fetch(messages, List.copyOf(items), parameters);
    }

    private static List<FetchItem> macroOrItem(ArgumentReader in, Vocabulary words) {
        ArgumentReader.Place start = in.place();
        List<FetchItem> macro = new ArrayList<>(FAST);
        switch (in.itemName()) {
            case "FAST" -> {}
            case "ALL" -> macro.add(FetchItems.ENVELOPE);
            case "FULL" -> {
                macro.add(FetchItems.ENVELOPE);
                macro.add(FetchItems.BODY);
            }
            default -> {
                in.backTo(start);
                return List.of(words.fetchItem(in));
            }
        }
        return macro;
    }

    @Override
    public Reply execute(Selected session) {
        items.forEach(item -> item.prepare(session.connection()));
        parameters.forEach(parameter -> parameter.prepare(session.connection()));
        Batch batch = batch(session);
        List<Numbered> chosen = new ArrayList<>(batch.messages());
        for (Parameter parameter : parameters) {
            chosen.removeIf(numbered -> !parameter.includes(numbered.message()));
        }
        for (Parameter parameter : parameters) {
            chosen = parameter.choose(chosen);
        }
        List<Numbered> told = chosen;
        List<Untagged> ahead = new ArrayList<>();
        parameters.forEach(parameter -> ahead.addAll(parameter.ahead(session, messages, parameters)));
        Form form = new Form(session.view(), session.connection(), markSeen(session, told), toldItems(session));
        return Reply.ok(messages.byUid() ? "UID FETCH completed." : "FETCH completed.")
                .with(Stream.concat(ahead.stream(), told.stream().map(numbered -> form.of(numbered)))
                        .iterator())
                .limited(batch.limit());
    }

    /** RFC 9738 3.1: a page that is too large is not told at all. */
    private Batch batch(Selected session) {
        long most = session.connection().messagesAtOnce();
        long span = parameters.stream().mapToLong(Parameter::span).min().orElse(Long.MAX_VALUE);
        if (span != Long.MAX_VALUE && span > most) {
            throw new Refusal(ResponseCode.of("MESSAGELIMIT", most), "One command tells of fewer messages.");
        }
        List<Numbered> named = session.view().select(messages);
        return Batch.of(named, span == Long.MAX_VALUE ? most : Limits.NONE);
    }

    private List<FetchItem> toldItems(Selected session) {
        List<FetchItem> told = new ArrayList<>();
        items.forEach(item -> told.add(item.within(session)));
        boolean withUid = messages.byUid() && !session.connection().enabled("UIDONLY");
        if (withUid && !told.contains(FetchItems.UID)) {
            told.add(FetchItems.UID); // RFC 3501 6.4.8
        }
        return told;
    }

    /** Marks messages as seen whose text is told, and answers those of which the client knows other flags. */
    private Map<Long, Message> markSeen(Selected session, List<Numbered> chosen) {
        MailboxView view = session.view();
        boolean mayMark = !view.readOnly() && view.mailbox().rights().has(Rights.KEEP_SEEN);
        if (!mayMark || items.stream().noneMatch(FetchItem::setsSeen)) {
            return Map.of();
        }
        // All of them, for another session may have taken the flag away: RFC 3501 6.4.5 sets it on what is there now.
        List<Long> uids = new ArrayList<>();
        Map<Long, Message> asKnown = new HashMap<>();
        for (Numbered numbered : chosen) {
            uids.add(numbered.message().uid());
            asKnown.put(numbered.message().uid(), numbered.message());
        }
        if (uids.isEmpty()) {
            return Map.of();
        }
        Map<Long, Message> seenNow = new HashMap<>();
        for (Message after : view.mailbox()
                .store(uids, FlagChange.add(Flags.SEEN), Long.MAX_VALUE)
                .stored()) {
            Message known = asKnown.get(after.uid());
            if (known == null || known.modSeq() == after.modSeq()) {
                continue; // was seen before, as the client knows
            }
            seenNow.put(after.uid(), after);
            if (!session.connection().tellsModSeq()) { // else the catch-up tells it with the mod-sequence
                view.acknowledge(after);
            }
        }
        return seenNow;
    }

    /** A message as FETCH tells it, without marking it as seen. */
    public static Untagged told(Numbered message, MailboxView view, Connection connection, List<FetchItem> items) {
        return new Form(view, connection, Map.of(), items).of(message);
    }

    /** How each message is told. */
    private record Form(MailboxView view, Connection connection, Map<Long, Message> seenNow, List<FetchItem> items) {

        Untagged of(Numbered numbered) {
            return out -> write(out, numbered);
        }

        private void write(ResponseWriter out, Numbered numbered) {
            Message now = seenNow.getOrDefault(numbered.message().uid(), numbered.message());
            try (FetchedMessage message = new FetchedMessage(now, view.flags(now), connection.summaries())) {
                write(out, numbered, message);
            }
        }

        private void write(ResponseWriter out, Numbered numbered, FetchedMessage message) {
            long uid = message.message().uid();
            items.forEach(item -> item.require(message));
            if (connection.enabled("UIDONLY")) { // RFC 9586 3.3
                out.number(uid).text(" UIDFETCH (");
            } else {
                out.number(numbered.sequenceNumber()).text(" FETCH (");
            }
            String separator = "";
            for (FetchItem item : items) {
                item.writeTo(out.text(separator), message);
                separator = " ";
            }
            if (seenNow.containsKey(uid) && !items.contains(FetchItems.FLAGS)) {
                FetchItems.FLAGS.writeTo(out.space(), message);
            }
            out.octet(')');
        }
    }
}
