package io.pymap.profile;

import io.pymap.imap.command.Expunge;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.UidSet;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Commands that change messages work on the first of theirs only, and answer as if these were all: what is left of a command
 * where the server ends half way. Whether one does is asked each time.
 */
public final class FirstMessages implements Quirk {

    private static final Set<String> COMMANDS =
            Set.of("STORE", "UID STORE", "COPY", "UID COPY", "MOVE", "UID MOVE", "EXPUNGE", "UID EXPUNGE");

    private final Function<String, Optional<IntUnaryOperator>> limits;

    /**
     * @param limits by the id of the connection, for the command that it runs: how many messages of so many it works on; empty
     *     for all
     */
    public FirstMessages(Function<String, Optional<IntUnaryOperator>> limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "first-messages-only";
    }

    @Override
    public String summary() {
        return "Commands that change messages work on the first of them only";
    }

    @Override
    public <S extends SessionState> CommandSpec<S> command(CommandSpec<S> spec) {
        return COMMANDS.contains(spec.name())
                ? new CommandSpec<>(spec.name(), spec.state(), (in, words) -> limited(spec, in, words), spec.traits())
                : spec;
    }

    private <S extends SessionState> Command<S> limited(CommandSpec<S> spec, ArgumentReader in, Vocabulary words) {
        ArgumentReader.Place start = in.place();
        Command<S> whole = spec.parser().parse(in, words);
        return session -> {
            Optional<IntUnaryOperator> limit = limits.apply(session.connection().id());
            if (limit.isEmpty()) {
                return whole.execute(session);
            }
            Selected selected = (Selected) session;
            in.backTo(start);
            List<Numbered> named = named(spec, in, selected.view());
            int count = limit.get().applyAsInt(named.size());
            if (count >= named.size()) {
                return whole.execute(session);
            }
            List<Numbered> first = named.subList(0, count);
            if (spec.name().equals("EXPUNGE")) { // which has no set
                return Expunge.expunge(selected, first);
            }
            ArgumentReader fewer = in.replaced(start, " " + set(spec, first));
            return spec.parser().parse(fewer, words).execute(session);
        };
    }

    /** The messages that the command works on. The set is read, where there is one. */
    private static List<Numbered> named(CommandSpec<?> spec, ArgumentReader in, MailboxView view) {
        List<Numbered> named = spec.name().equals("EXPUNGE")
                ? view.all()
                : view.select(in.space().messageSet(spec.byUid()));
        return spec.name().endsWith("EXPUNGE") ? Expunge.deleted(view.mailbox(), named) : named;
    }

    private static String set(CommandSpec<?> spec, List<Numbered> messages) {
        return UidSet.of(messages.stream()
                .map(numbered -> spec.byUid() ? numbered.message().uid() : (long) numbered.sequenceNumber())
                .toList());
    }
}
