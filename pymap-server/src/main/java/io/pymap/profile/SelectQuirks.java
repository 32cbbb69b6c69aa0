package io.pymap.profile;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.Quirk;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SELECT tells and shows. */
final class SelectQuirks {

    private static final String[] SELECTING = {"SELECT", "EXAMINE"};

    static final List<Quirk> ALL = List.of(
            new ModSeqWithoutText(),
            new ModSeqWithoutCondstore(),
            new NoPermanentFlags(),
            new CountAfterExpunges(),
            new LimitedMode(),
            new OldVanished());

    private SelectQuirks() {}

    private static boolean isCode(Untagged response, String name) {
        return response instanceof Untagged.StatusLine line
                && line.code().text().startsWith(name + " ");
    }

    private static final class ModSeqWithoutText extends CommandQuirk {

        ModSeqWithoutText() {
            super("highestmodseq-without-text", "* OK [HIGHESTMODSEQ n] ends behind the bracket", SELECTING);
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(reply.data(), ModSeqWithoutText::withoutText));
        }

        private static Untagged withoutText(Untagged response) {
            return isCode(response, "HIGHESTMODSEQ")
                    ? new Untagged.Text(
                            "OK [" + ((Untagged.StatusLine) response).code().text() + "]")
                    : response;
        }
    }

    private static final class ModSeqWithoutCondstore extends CommandQuirk {

        ModSeqWithoutCondstore() {
            super(
                    "highestmodseq-without-condstore",
                    "SELECT tells HIGHESTMODSEQ though there is no CONDSTORE",
                    SELECTING);
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            boolean told =
                    done.next().isEmpty() || done.next().get().connection().offers("CONDSTORE");
            if (told || !(done.next().get() instanceof Selected selected)) {
                return reply;
            }
            Untagged modSeq =
                    Untagged.ok(ResponseCode.of("HIGHESTMODSEQ", selected.view().syncedTo()), "Highest.");
            return reply.with(new ChangedResponses(reply.data(), response -> response, () -> List.of(modSeq)));
        }
    }

    private static final class NoPermanentFlags extends CommandQuirk {

        NoPermanentFlags() {
            super("permanentflags-empty", "PERMANENTFLAGS () though flags can be stored", SELECTING);
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(
                    reply.data(),
                    response -> isCode(response, "PERMANENTFLAGS")
                            ? Untagged.ok(new ResponseCode("PERMANENTFLAGS ()"), "Permanent flags.")
                            : response));
        }
    }

    private static final class CountAfterExpunges extends CommandQuirk {

        CountAfterExpunges() {
            super("exists-behind-expunge", "EXPUNGE is followed by EXISTS", SELECTING);
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return session -> {
                session.connection().countAfterExpunges();
                return call.command().execute(session);
            };
        }
    }

    private static final class LimitedMode extends CommandQuirk {

        /** Seen at Yahoo. */
        private static final int SHOWN = 10_000;

        private static final Set<String> COMMANDS = Set.of("SELECT", "EXAMINE", "STATUS", "LIST");
        private static final Pattern MESSAGES = Pattern.compile("^(STATUS .*[( ]MESSAGES )([0-9]+)(.*)$");

        LimitedMode() {
            super(
                    "limited-mode",
                    "Clients that have not enabled UIDONLY see the newest 10,000 messages of a mailbox, or as many as"
                            + " MESSAGELIMIT where that is less",
                    spec -> COMMANDS.contains(spec.name()));
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return session -> {
                Connection connection = session.connection();
                if (connection.enabled("UIDONLY")) {
                    connection.showsNewest(Integer.MAX_VALUE);
                    return call.command().execute(session);
                }
                int most = (int) Math.min(SHOWN, connection.limits().messagesAtOnce());
                connection.showsNewest(most);
                Reply reply = call.command().execute(session);
                return reply.with(new ChangedResponses(
                        reply.data(), response -> ChangedResponses.text(response, text -> limited(text, most))));
            };
        }

        private static String limited(String response, int most) {
            Matcher count = MESSAGES.matcher(response);
            return count.matches() && Long.parseLong(count.group(2)) > most
                    ? count.group(1) + most + count.group(3)
                    : response;
        }
    }

    private static final class OldVanished extends CommandQuirk {

        private static final Duration OLD = Duration.ofDays(7);

        OldVanished() {
            super(
                    "vanished-after-a-week",
                    "SELECT (QRESYNC …) tells messages older than 7 days as VANISHED, which are there",
                    SELECTING);
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            if (!call.arguments().toUpperCase(Locale.ROOT).contains("(QRESYNC (")) {
                return call.command();
            }
            return session -> {
                Reply reply = call.command().execute(session);
                boolean selected = reply.outcome() instanceof Reply.Completed done
                        && done.next().isPresent()
                        && done.next().get() instanceof Selected;
                return selected ? withOld(reply, (Reply.Completed) reply.outcome()) : reply;
            };
        }

        private static Reply withOld(Reply reply, Reply.Completed done) {
            Selected selected = (Selected) done.next().orElseThrow();
            long since = selected.connection().now().minus(OLD).getEpochSecond();
            List<Range> old = selected.view().all().stream()
                    .filter(numbered -> numbered.message().internalDate().epochSecond() < since)
                    .map(numbered -> numbered.message().uid())
                    .map(uid -> new Range(uid, uid))
                    .toList();
            List<Untagged> vanished = old.isEmpty() ? List.of() : List.of(new Untagged.Vanished(true, old));
            return reply.with(new ChangedResponses(reply.data(), response -> response, () -> vanished));
        }
    }
}
