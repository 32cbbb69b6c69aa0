package io.pymap.imap.engine;

import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;

/** The state that a session is in, what its client has sent, and what is written to it. Of the session's turns. */
final class RunningSession {

    private final ImapEngine.Surroundings surroundings;
    private final Output output;
    private final ResponseWriter writer;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private final SessionTime time;
    private final News news;
    private final Runnable turn;
    private final Runnable onLogin;
    private SessionState state;
    private int badCommands;
    private boolean closed;

    /**
     * @param turn lets the session work; for its own executor
     * @param onLogin told when the client has logged in, or is not logged in any more
     */
    RunningSession(
            ImapEngine.Surroundings surroundings,
            SessionState initial,
            Output output,
            Runnable turn,
            Runnable onLogin) {
        this.surroundings = surroundings;
        this.state = initial;
        this.output = output;
        this.turn = turn;
        this.onLogin = onLogin;
        this.writer = new ResponseWriter(output);
        words();
        this.writer.utf8(initial.connection().utf8());
        this.time = new SessionTime(surroundings.timers(), surroundings.timeouts());
        this.news = new News(this);
    }

    ImapEngine.Surroundings surroundings() {
        return surroundings;
    }

    SessionState state() {
        return state;
    }

    SessionTime time() {
        return time;
    }

    News news() {
        return news;
    }

    SessionListener listener() {
        return surroundings.listener();
    }

    String id() {
        return state.connection().id();
    }

    /** Those that the client may use now; the connection offers what they are of. */
    Vocabulary words() {
        Vocabulary words = surroundings.vocabularies().of(state);
        state.connection().offer(words.names());
        return words;
    }

    /** Lets the session work now. */
    void turn() {
        turn.run();
    }

    void enter(SessionState next) {
        SessionState before = state;
        state = next;
        words(); // what the limits of literals are depends on them
        if (before instanceof NotAuthenticated && next instanceof Authenticated authenticated) {
            output.limit(LiteralPolicy.limits(next));
            listener().authenticated(id(), authenticated.account().user());
            onLogin.run();
        } else if (before instanceof Authenticated && next instanceof NotAuthenticated) {
            output.limit(LiteralPolicy.limits(next));
            listener().unauthenticated(id());
            onLogin.run();
        }
        if (next instanceof Selected selected) {
            listener().selected(id(), selected.name().value());
        } else if (before instanceof Selected) {
            listener().unselected(id());
        }
        if (before instanceof Selected) {
            state.connection().newsSources().stream()
                    .filter(NewsSource::endsWithMailbox)
                    .forEach(state.connection()::remove);
        }
    }

    // From the client

    void received(Collection<Frame> frames) {
        waiting.addAll(frames);
    }

    /** The next one that waits for its turn, if any. */
    Optional<Frame> nextFrame() {
        return Optional.ofNullable(waiting.poll());
    }

    /** How many frames wait for their turn. */
    int backlog() {
        return waiting.size();
    }

    // To the client

    Output output() {
        return output;
    }

    ResponseWriter writer() {
        return writer;
    }

    void untagged(Untagged response) {
        writer.text("* ");
        response.writeTo(writer);
        writer.endLine();
    }

    void flush() {
        writer.drain();
        output.flush();
    }

    /** Goes on behind a literal that has been answered with a refusal. RFC 7888 4. */
    void skip(Frame.LiteralAnnouncement literal) {
        if (!literal.synchronizing()
                && literal.size() > state.connection().limits().discarded()) {
            bye(ResponseCode.TOO_BIG, "The announced literal is too large to be skipped.");
        }
        if (!closed) {
            flush();
            output.refuseLiteral();
        }
    }

    /** Ends the session where the client has sent too many commands that were wrong, one after the other. */
    void countBad(boolean bad) {
        badCommands = bad ? badCommands + 1 : 0;
        int most = state instanceof Authenticated
                ? state.connection().limits().badCommandsAfterLogin()
                : state.connection().limits().badCommandsBeforeLogin();
        if (badCommands >= most) {
            bye(ResponseCode.CLIENT_BUG, "Too many errors, disconnecting.");
        }
    }

    // The end

    boolean isClosed() {
        return closed;
    }

    /** Ends the session from this side. */
    void bye(ResponseCode code, String text) {
        if (!closed) {
            untagged(new Untagged.StatusLine("BYE", code, text));
            close();
        }
    }

    void close() {
        listener().ended(id()); // ahead of the words by which the client learns of it
        flush();
        output.close();
        closed = true;
        waiting.clear();
    }

    /** The connection is gone. */
    void closed() {
        closed = true;
        news.close();
        waiting.clear();
        listener().closed(id());
    }
}
