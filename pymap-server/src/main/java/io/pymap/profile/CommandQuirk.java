package io.pymap.profile;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A quirk of some commands: does not take certain arguments, or answers in another way. */
abstract class CommandQuirk implements Quirk {

    private final String name;
    private final String summary;
    private final Predicate<CommandSpec<?>> commands;

    CommandQuirk(String name, String summary, String... commands) {
        this(name, summary, spec -> List.of(commands).contains(spec.name()));
    }

    CommandQuirk(String name, String summary, Predicate<CommandSpec<?>> commands) {
        this.name = name;
        this.summary = summary;
        this.commands = commands;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    /** The answer where the arguments, which come next, are not taken. */
    Optional<Reply> refusal(ArgumentReader in) {
        return Optional.empty();
    }

    /**
     * A command that has been read.
     *
     * @param arguments as they were sent, from the space before the first one, without literals
     * @param words of the session, with all quirks
     */
    record Call<S extends SessionState>(Command<S> command, String arguments, Vocabulary words) {}

    /** What is done in place of the command. */
    <S extends SessionState> Command<S> instead(Call<S> call) {
        return call.command();
    }

    /** What the client gets in place of a reply with its tagged line. */
    Reply changed(Reply reply, Reply.Completed done) {
        return reply;
    }

    private Reply completed(Reply reply) {
        if (reply.outcome() instanceof Reply.Completed done) {
            return changed(reply, done);
        }
        Reply.Asks asks = (Reply.Asks) reply.outcome();
        return new Reply(
                reply.data(),
                new Reply.Asks(
                        asks.prompt(),
                        asks.showsUpdates(),
                        line -> completed(asks.answer().answer(line))));
    }

    @Override
    public final <S extends SessionState> CommandSpec<S> command(CommandSpec<S> spec) {
        if (!commands.test(spec)) {
            return spec;
        }
        return new CommandSpec<>(
                spec.name(),
                spec.state(),
                (in, words) -> {
                    Optional<Reply> refusal = refused(in);
                    if (refusal.isPresent()) {
                        in.skipRest();
                        return session -> refusal.get();
                    }
                    String arguments = in.rest();
                    Command<S> command = instead(new Call<>(spec.parser().parse(in, words), arguments, words));
                    return session -> completed(command.execute(session));
                },
                spec.traits());
    }

    /** Arguments that cannot be read are left to the command. */
    private Optional<Reply> refused(ArgumentReader in) {
        ArgumentReader.Place start = in.place();
        try {
            return refusal(in);
        } catch (SyntaxException e) {
            return Optional.empty();
        } finally {
            in.backTo(start);
        }
    }
}
