package io.pymap.imap.engine;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.Frame.LiteralAnnouncement;
import io.pymap.imap.syntax.FrameLimits;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;

/** Decides which literals are read. RFC 9051 4.3, RFC 7888, RFC 7889. */
final class LiteralPolicy {

    /** Largest non-synchronizing literal of LITERAL-. RFC 7888 5. */
    private static final long LITERAL_MINUS = 4096;

    private LiteralPolicy() {}

    /** The refusal, or nothing where the literal may come. */
    static Optional<Reply> refusal(LiteralAnnouncement literal, SessionState state, Vocabulary words) {
        Connection connection = state.connection();
        if (!literal.synchronizing() && !allowsNonSynchronizing(literal.size(), connection)) {
            return Optional.of(Reply.bad("Expected a literal that waits for the server: {" + "n} without +."));
        }
        Limits limits = connection.limits();
        if (!(state instanceof SessionState.Authenticated)) {
            long most = limits.beforeLogin().freeLiteral();
            boolean fits = literal.size() <= most && literal.before() + literal.size() <= 2 * most;
            return fits ? Optional.empty() : tooBig("Literals before login have at most " + most + " octets.");
        }
        if (carriesMessage(literal, words)) {
            boolean fits = literal.size() <= limits.message();
            return fits ? Optional.empty() : tooBig("Messages have at most " + limits.message() + " octets.");
        }
        boolean fits = literal.size() <= limits.argumentLiteral()
                && literal.before() + literal.size() <= limits.argumentLiterals();
        return fits ? Optional.empty() : tooBig("Literals have at most " + limits.argumentLiteral() + " octets.");
    }

    /** The limits with what this server takes unasked: no literal that {@link #refusal} would refuse for its size. */
    static FrameLimits limits(SessionState state) {
        Limits limits = state.connection().limits();
        FrameLimits general = state instanceof SessionState.Authenticated ? limits.afterLogin() : limits.beforeLogin();
        Connection connection = state.connection();
        long free = Math.min(general.freeLiteral(), Math.min(limits.message(), limits.argumentLiteral()));
        if (!connection.offers("LITERAL+")) {
            free = connection.offers("LITERAL-") ? Math.min(free, LITERAL_MINUS) : FrameLimits.NONE;
        }
        return new FrameLimits(general.commandText(), (int) free);
    }

    private static boolean allowsNonSynchronizing(long size, Connection connection) {
        return connection.offers("LITERAL+") || (connection.offers("LITERAL-") && size <= LITERAL_MINUS);
    }

    private static Optional<Reply> tooBig(String text) {
        return Optional.of(Reply.no(ResponseCode.TOO_BIG, text));
    }

    private static boolean carriesMessage(LiteralAnnouncement literal, Vocabulary words) {
        ArgumentReader in = new ArgumentReader(new Frame.Command(List.of(literal.command()), List.of(), false), false);
        try {
            in.tag();
            return words.command(in.space().commandName())
                    .filter(spec -> spec.is(Trait.CARRIES_MESSAGE))
                    .isPresent();
        } catch (SyntaxException e) {
            return false; // what it is will be told when the command is there
        }
    }
}
