package io.pymap.imap.engine;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.vocabulary.Vocabularies;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one connection, one after the other.
 *
 * <p>Every method is called on the session's own executor, so nothing here is shared between threads.
 */
public final class ImapEngine {

    /** Responses in one turn, after which others get theirs. */
    private static final int STEPS_A_TURN = 256;

    private final Surroundings surroundings;
    private final Output output;
    private final RunningSession session;
    private @Nullable Exchange current; // null between commands
    private Timers.Timer timer = () -> {};
    private boolean yielded; // to others, in the middle of the work
    private @Nullable Consumer<Optional<Frame.Command>> whenAtRest; // null where nobody wants to know

    /**
     * What a session is run with.
     *
     * @param turns the session's own executor: one task at a time, in order
     * @param later as {@code turns}, behind whatever else has come for the thread meanwhile
     * @param slow runs what must not hold up an event loop
     */
    public record Surroundings(
            Vocabularies vocabularies,
            Timers timers,
            Timeouts timeouts,
            SessionListener listener,
            Executor turns,
            Executor later,
            Executor slow,
            Greeting greeting) {}

    public ImapEngine(Surroundings surroundings, SessionState initial, Output output) {
        this.surroundings = surroundings;
        this.output = output;
        this.session = new RunningSession(surroundings, initial, output, this::turn, this::watchTime);
    }

    /** Says hello: OK, or PREAUTH where the session is authenticated from the start. RFC 9051 7.1.4. */
    public void greet() {
        SessionState state = session.state();
        session.listener().opened(session.id());
        String status = state instanceof Authenticated ? "PREAUTH" : "OK";
        Vocabulary words = session.words();
        Greeting greeting = surroundings.greeting();
        session.untagged(
                greeting.tellsCapabilities()
                        ? new Untagged.StatusLine(
                                status, ResponseCode.capability(words.capabilities(state)), greeting.text())
                        : new Untagged.Text(status + " " + greeting.text()));
        output.limit(LiteralPolicy.limits(state));
        watchTime(); // ahead of the greeting, so that whoever sees it finds the timer set
        session.flush();
    }

    public void received(List<Frame> frames) {
        session.time().active();
        session.received(frames);
        turn();
    }

    /** The client reads again. */
    public void writable() {
        session.time().active();
        turn();
    }

    /** How many frames wait for their turn. */
    public int backlog() {
        return session.backlog();
    }

    /** Works until there is nothing to do, the client stops reading, or it is the turn of others. */
    public void turn() {
        if (yielded) {
            return; // whoever asks now: this session has had its share, and its next turn is on its way
        }
        int steps = 0;
        while (!session.isClosed() && output.isWritable()) {
            if (steps >= STEPS_A_TURN) {
                yielded = true;
                surroundings.later().execute(this::turnAgain);
                break;
            }
            int taken = step();
            if (taken == 0) {
                break;
            }
            steps += taken;
        }
        if (!session.isClosed()) {
            session.flush();
            tellOfRest();
        }
    }

    private int step() {
        Exchange exchange = current;
        if (exchange != null) {
            int taken = exchange.advance();
            if (exchange.isOver() && exchange == current) {
                current = null;
            }
            return taken;
        }
        Optional<Frame> frame = session.nextFrame();
        if (frame.isEmpty()) {
            session.news().push();
            return 0;
        }
        start(frame.get());
        return 1;
    }

    private void turnAgain() {
        yielded = false;
        turn();
    }

    /**
     * Runs the task when the session has worked off and written all that it was given, once: now, or at the end of the turn in
     * which that is so. Takes the place of a task that still waits.
     *
     * @param task is given the command that waits for the client's next line, as IDLE does
     */
    public void whenAtRest(Consumer<Optional<Frame.Command>> task) {
        whenAtRest = task;
        tellOfRest();
    }

    private void tellOfRest() {
        Consumer<Optional<Frame.Command>> task = whenAtRest;
        boolean rests = session.backlog() == 0 && (current == null || current.awaitsClient());
        if (task != null && rests) {
            whenAtRest = null;
            task.accept(Optional.ofNullable(current).flatMap(Exchange::frame));
        }
    }

    /** Ends the session from this side. */
    public void bye(ResponseCode code, String text) {
        session.bye(code, text);
    }

    /** The connection is gone. */
    public void closed() {
        timer.cancel();
        session.closed();
    }

    // Frames

    private void start(Frame frame) {
        if (frame instanceof Frame.Command command) {
            current = new Exchange(session, command);
            current.begin();
        } else if (frame instanceof Frame.LiteralAnnouncement literal) {
            decide(literal);
        } else if (frame instanceof Frame.Unreadable unreadable) {
            Exchange.refuse(
                    session,
                    unreadable.beginning(),
                    unreadable.forNow()
                            ? Reply.no(ResponseCode.LIMIT, unreadable.problem())
                            : Reply.bad(ResponseCode.TOO_BIG, unreadable.problem()));
        }
    }

    private void decide(Frame.LiteralAnnouncement literal) {
        Optional<Reply> refusal = LiteralPolicy.refusal(literal, session.state(), session.words());
        if (refusal.isEmpty()) {
            if (literal.synchronizing()) {
                session.writer().text("+ Ready for literal data").endLine();
                session.flush();
            }
            output.acceptLiteral();
            return;
        }
        Exchange.refuse(session, literal.command(), refusal.get());
        session.skip(literal);
    }

    // Time

    private void watchTime() {
        timer.cancel();
        if (!session.isClosed()) {
            timer = surroundings
                    .timers()
                    .schedule(
                            session.time().untilNextLook(patience(), isIdling()),
                            surroundings.turns(),
                            this::lookAtTime);
        }
    }

    private Duration patience() {
        Timeouts timeouts = surroundings.timeouts();
        if (!output.isWritable()) {
            return timeouts.stalled();
        }
        return session.state() instanceof Authenticated ? timeouts.idle() : timeouts.login();
    }

    private boolean isIdling() {
        return current != null && current.idles();
    }

    private void lookAtTime() {
        if (session.isClosed()) {
            return;
        }
        Optional<String> reason = session.time().reasonToEnd(patience());
        if (reason.isPresent()) {
            session.bye(ResponseCode.UNAVAILABLE, "Autologout; " + reason.get() + ".");
            return;
        }
        boolean signDue = isIdling() && session.time().signIsDue();
        if (signDue) {
            session.time().signOfLife();
        }
        watchTime(); // ahead of the sign, so that whoever sees it finds the next timer set
        if (signDue) {
            session.writer().text("* OK Still here.").endLine();
            session.flush();
        }
    }
}
