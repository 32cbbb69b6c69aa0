package io.pymap.profile;

import io.pymap.imap.extension.SpecialUse;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.CopiedUids;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How messages are told, copied and removed. */
final class MessageQuirks {

    static final List<Quirk> ALL = List.of(
            new BinarySize(),
            new MissingMessage(),
            new DoubleFetch(),
            new ExpungeArchives(),
            new DeletedAtOnce(),
            new EmptyCopyUid());

    private MessageQuirks() {}

    private static final class BinarySize extends CommandQuirk {

        BinarySize() {
            super("binary-size-bad", "FETCH BINARY.SIZE[…] is BAD though BINARY is told", "FETCH", "UID FETCH");
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            return in.rest().toUpperCase(Locale.ROOT).contains("BINARY.SIZE[")
                    ? Optional.of(Reply.bad("Parse error in FETCH."))
                    : Optional.empty();
        }
    }

    private static final class MissingMessage extends CommandQuirk {

        private static final Pattern WHOLE = Pattern.compile("( ?)RFC822 \\{([0-9]+)}\r\n");

        MissingMessage() {
            super(
                    "rfc822-left-out",
                    "FETCH RFC822 is answered without the message; BODY[] is told",
                    "FETCH",
                    "UID FETCH");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(
                    reply.data(), response -> ChangedResponses.text(response, MissingMessage::withoutIt)));
        }

        /** The item is never in front of a literal of another, in which its name could stand. */
        private static String withoutIt(String response) {
            Matcher whole = WHOLE.matcher(response);
            if (!whole.find() || response.indexOf("}\r\n") != whole.end() - 3) {
                return response;
            }
            String behind = response.substring(whole.end() + Integer.parseInt(whole.group(2)));
            boolean first = whole.group(1).isEmpty();
            return response.substring(0, whole.start()) + (first ? behind.stripLeading() : behind);
        }
    }

    private static final class DoubleFetch extends CommandQuirk {

        DoubleFetch() {
            super(
                    "fetch-twice-when-seen",
                    "A FETCH that marks a message as seen is followed by a second one with its flags",
                    "FETCH",
                    "UID FETCH");
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return session -> session.connection().tellsModSeq() // there is a second one, which tells it
                    ? call.command().execute(session)
                    : seenTwice(
                            ((Selected) session).view(), () -> call.command().execute(session));
        }

        private static Reply seenTwice(MailboxView view, Supplier<Reply> original) {
            Map<Long, Numbered> unseen = new HashMap<>();
            for (Numbered numbered : view.all()) {
                if (!numbered.message().flags().contains(Flags.SEEN)) {
                    unseen.put(numbered.message().uid(), numbered);
                }
            }
            Reply reply = original.get();
            List<Untagged> again = new ArrayList<>();
            for (Message message : view.mailbox().find(List.copyOf(unseen.keySet()))) {
                Numbered before = unseen.get(message.uid());
                if (before != null && message.flags().contains(Flags.SEEN)) {
                    again.add(new Untagged.FlagsFetch(before.sequenceNumber(), view.flags(message), message.uid(), 0));
                }
            }
            return reply.with(new ChangedResponses(reply.data(), response -> response, () -> again));
        }
    }

    private static final class ExpungeArchives extends CommandQuirk {

        ExpungeArchives() {
            super(
                    "expunge-archives",
                    "What is expunged stays in the mailbox with the special use \\All",
                    "EXPUNGE",
                    "UID EXPUNGE",
                    "CLOSE");
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return session -> {
                Selected selected = (Selected) session;
                Mailbox from = selected.view().mailbox();
                if (!selected.view().readOnly()) {
                    archive(selected.account())
                            .filter(all -> !all.id().equals(from.id()))
                            .ifPresent(all -> keep(selected.view(), all));
                }
                return call.command().execute(session);
            };
        }

        private static Optional<Mailbox> archive(Account account) {
            return account.mailboxes().stream()
                    .flatMap(name -> account.find(name).stream())
                    .filter(mailbox -> SpecialUse.of(mailbox.annotations()).contains("\\All"))
                    .findFirst();
        }

        /** Copies those there that are marked as deleted, unless they are there. */
        private static void keep(MailboxView view, Mailbox all) {
            Set<String> there = new HashSet<>();
            all.changesSince(0).updated().forEach(message -> there.add(message.emailId()));
            List<Long> kept =
                    view
                            .mailbox()
                            .find(view.all().stream()
                                    .map(numbered -> numbered.message().uid())
                                    .toList())
                            .stream()
                            .filter(message -> message.flags().contains(Flags.DELETED))
                            .filter(message -> !there.contains(message.emailId()))
                            .map(Message::uid)
                            .toList();
            CopiedUids copied = view.mailbox().copy(kept, all);
            all.store(copied.destination(), FlagChange.remove(Flags.DELETED), Long.MAX_VALUE);
        }
    }

    private static final class DeletedAtOnce extends CommandQuirk {

        DeletedAtOnce() {
            super(
                    "deleted-expunged-at-once",
                    "A STORE that marks messages as deleted expunges them",
                    "STORE",
                    "UID STORE");
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            if (!call.arguments().toUpperCase(Locale.ROOT).contains("\\DELETED")) {
                return call.command();
            }
            // Looked up, as other quirks may have changed it.
            CommandSpec.Ready expunge = call.words()
                    .command("EXPUNGE")
                    .orElseThrow()
                    .parse(ArgumentReader.withoutArguments(), call.words());
            return session -> {
                Reply reply = call.command().execute(session);
                expunge.execute(session);
                return reply;
            };
        }
    }

    private static final class EmptyCopyUid extends CommandQuirk {

        EmptyCopyUid() {
            super("copyuid-empty", "COPYUID of MOVE has no UIDs, and two spaces in their place", "MOVE", "UID MOVE");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(reply.data(), EmptyCopyUid::emptied));
        }

        private static Untagged emptied(Untagged response) {
            return response instanceof Untagged.StatusLine line
                    ? new Untagged.StatusLine(
                            line.status(),
                            new ResponseCode(line.code().text().replaceFirst("^(COPYUID [0-9]+) .*", "$1  ")),
                            line.text())
                    : response;
        }
    }
}
