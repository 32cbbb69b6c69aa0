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
import org.jspecify.annotations.Nullable;

/** How messages are searched for, told and removed. */
final class MessageQuirks {

    static final List<Quirk> ALL = List.of(
            new AsciiSearch(),
            new FlatSearch(),
            new CountOnly(),
            new BinarySize(),
            new MissingMessage(),
            new DispositionAsString(),
            new DoubleFetch(),
            new ExpungeArchives());

    private MessageQuirks() {}

    private static final class AsciiSearch extends CommandQuirk {

        private static final ResponseCode ASCII = new ResponseCode("BADCHARSET (US-ASCII)");
        private static final Pattern CHARSET = Pattern.compile(" CHARSET \"?([^ \"]+)\"? .*", Pattern.CASE_INSENSITIVE);

        AsciiSearch() {
            super(
                    "search-ascii-only",
                    "SEARCH is NO [BADCHARSET (US-ASCII)] with any other CHARSET",
                    "SEARCH",
                    "UID SEARCH");
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            Matcher charset = CHARSET.matcher(in.rest());
            boolean other = charset.matches() && !charset.group(1).equalsIgnoreCase("US-ASCII");
            return other ? Optional.of(Reply.no(ASCII, "The specified charset is not supported.")) : Optional.empty();
        }
    }

    private static final class FlatSearch extends CommandQuirk {

        private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

        FlatSearch() {
            super("search-without-groups", "SEARCH is BAD with keys in parentheses", "SEARCH", "UID SEARCH");
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            String keys = QUOTED.matcher(in.rest()).replaceAll("\"\"").toUpperCase(Locale.ROOT);
            return keys.replaceFirst("^ RETURN \\([^)]*\\)", "").contains("(")
                    ? Optional.of(Reply.bad("Command Argument Error. 12"))
                    : Optional.empty();
        }
    }

    private static final class CountOnly extends CommandQuirk {

        private static final Pattern RESULT =
                Pattern.compile("(ESEARCH \\(TAG [^)]*\\)(?: UID)?)(?:.* ALL ([\\d:,]+).*)?", Pattern.CASE_INSENSITIVE);

        CountOnly() {
            super(
                    "esearch-count-only",
                    "SEARCH that is to RETURN all it finds tells how many there are, and no more",
                    "SEARCH",
                    "UID SEARCH");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(
                    reply.data(), response -> ChangedResponses.text(response, CountOnly::counted)));
        }

        private static String counted(String response) {
            Matcher result = RESULT.matcher(response);
            return result.matches() ? result.group(1) + " COUNT " + count(result.group(2)) : response;
        }

        /** @param set null for none */
        private static long count(@Nullable String set) {
            long count = 0;
            for (String range : set == null ? new String[0] : set.split(",", -1)) {
                String[] ends = range.split(":", -1);
                count += Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]) + 1;
            }
            return count;
        }
    }

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

    private static final class DispositionAsString extends CommandQuirk {

        private static final Pattern BARE = Pattern.compile("\\((\"[A-Za-z]+\") NIL\\)(?= NIL)");

        DispositionAsString() {
            super(
                    "disposition-as-string",
                    "BODYSTRUCTURE tells a disposition without parameters as a string, not as a list",
                    "FETCH",
                    "UID FETCH");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(
                    reply.data(), response -> ChangedResponses.text(response, DispositionAsString::bare)));
        }

        /** Not in what is told behind a literal: there it could be text of the message. */
        private static String bare(String response) {
            int literal = response.indexOf("}\r\n");
            int end = literal < 0 ? response.length() : literal;
            int structure = response.lastIndexOf("BODYSTRUCTURE (", end);
            return structure < 0
                    ? response
                    : response.substring(0, structure)
                            + BARE.matcher(response.substring(structure, end)).replaceAll("$1")
                            + response.substring(end);
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
        Reply execute(SessionState session, Supplier<Reply> original) {
            MailboxView view = ((Selected) session).view();
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
        Reply execute(SessionState session, Supplier<Reply> original) {
            Selected selected = (Selected) session;
            Mailbox from = selected.view().mailbox();
            if (!selected.view().readOnly()) {
                archive(selected.account())
                        .filter(all -> !all.id().equals(from.id()))
                        .ifPresent(all -> keep(selected.view(), all));
            }
            return super.execute(session, original);
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
}
