package io.pymap.imap.command.fetch;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        if (byUid) {
            items.add(FetchItems.UID); // RFC 3501 6.4.8
        }
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
        List<Numbered> chosen = session.view().select(messages);
        for (Parameter parameter : parameters) {
            chosen.removeIf(numbered -> !parameter.includes(numbered.message()));
        }
        Map<Long, Message> seenNow = markSeen(session, chosen);
        return Reply.ok(messages.byUid() ? "UID FETCH completed." : "FETCH completed.")
                .with(chosen.stream()
                        .map(numbered -> response(session, numbered, seenNow))
                        .iterator());
    }

    /** Marks messages as seen whose text is told, and answers those that were not. */
    private Map<Long, Message> markSeen(Selected session, List<Numbered> chosen) {
        MailboxView view = session.view();
        if (view.readOnly() || items.stream().noneMatch(FetchItem::setsSeen)) {
            return Map.of();
        }
        List<Long> unseen = new ArrayList<>();
        for (Numbered numbered : chosen) {
            if (!numbered.message().flags().contains(Flags.SEEN)) {
                unseen.add(numbered.message().uid());
            }
        }
        if (unseen.isEmpty()) {
            return Map.of();
        }
        Map<Long, Message> seenNow = new HashMap<>();
        for (Message after : view.mailbox()
                .store(unseen, FlagChange.add(Flags.SEEN), Long.MAX_VALUE)
                .stored()) {
            seenNow.put(after.uid(), after);
            if (!session.connection().enabled("CONDSTORE")) { // else the catch-up tells it with the mod-sequence
                view.acknowledge(after);
            }
        }
        return seenNow;
    }

    private Untagged response(Selected session, Numbered numbered, Map<Long, Message> seenNow) {
        return out -> {
            Message now = seenNow.getOrDefault(numbered.message().uid(), numbered.message());
            FetchedMessage message = new FetchedMessage(
                    now, session.view().flags(now), session.connection().summaries());
            items.forEach(item -> item.require(message));
            out.number(numbered.sequenceNumber()).text(" FETCH (");
            boolean first = true;
            for (FetchItem item : items) {
                if (!first) {
                    out.space();
                }
                item.writeTo(out, message);
                first = false;
            }
            if (seenNow.containsKey(now.uid()) && !items.contains(FetchItems.FLAGS)) {
                FetchItems.FLAGS.writeTo(out.space(), message);
            }
            out.octet(')');
        };
    }
}
