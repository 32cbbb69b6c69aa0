package io.pymap.imap.engine;

import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabularies;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Mailbox.Watch;
import io.pymap.mailbox.MailboxException;
import io.pymap.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of one connection, one after the other.
 *
 * <p>Every method is called on the session's own executor, so nothing here is shared between threads.
 */
public final class ImapEngine {

    private static final Logger LOG = LoggerFactory.getLogger(ImapEngine.class);

    /** Responses in one turn, after which others get theirs. */
    private static final int STEPS_A_TURN = 256;

    /** What a step counts for that has nothing to tell yet: it has searched some hundred kilobytes. */
    private static final int STEPS_OF_WORK = 64;

    /** RFC 9585 3: not more often. */
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Output output;
    private final ResponseWriter writer;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private SessionState state;
    private @Nullable Exchange current; // null between commands
    private final AtomicBoolean newsPending = new AtomicBoolean();
    private Watch watch = () -> {}; // of the mailbox in which the client idles
    private final Map<NewsSource, Watch> pushed = new HashMap<>();
    private final SessionTime time;
    private Timers.Timer timer = () -> {};
    private int steps; // in this turn
    private boolean yielded; // to others, in the middle of the work
    private int badCommands;
    private boolean closed;
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
        this.state = initial;
        this.output = output;
        this.writer = new ResponseWriter(output);
        words();
        this.writer.utf8(initial.connection().utf8());
        this.time = new SessionTime(surroundings.timers(), surroundings.timeouts());
    }

    /** Says hello: OK, or PREAUTH where the session is authenticated from the start. RFC 9051 7.1.4. */
    public void greet() {
        surroundings.listener().opened(id());
        String status = state instanceof Authenticated ? "PREAUTH" : "OK";
        Vocabulary words = words();
        Greeting greeting = surroundings.greeting();
        untagged(
                greeting.tellsCapabilities()
                        ? new Untagged.StatusLine(
                                status, ResponseCode.capability(words.capabilities(state)), greeting.text())
                        : new Untagged.Text(status + " " + greeting.text()));
        output.limit(LiteralPolicy.limits(state));
        watchTime(); // ahead of the greeting, so that whoever sees it finds the timer set
        flush();
    }

    public void received(List<Frame> frames) {
        time.active();
        waiting.addAll(frames);
        turn();
    }

    /** The client reads again. */
    public void writable() {
        time.active();
        turn();
    }

    /** How many frames wait for their turn. */
    public int backlog() {
        return waiting.size();
    }

    /** Works until there is nothing to do, the client stops reading, or it is the turn of others. */
    public void turn() {
        if (yielded) {
            return; // whoever asks now: this session has had its share, and its next turn is on its way
        }
        steps = 0;
        while (!closed && output.isWritable()) {
            if (steps++ >= STEPS_A_TURN) {
                yielded = true;
                surroundings.later().execute(this::turnAgain);
                break;
            }
            if (current == null) {
                Frame frame = waiting.poll();
                if (frame == null) {
                    if (!pushed.isEmpty()) {
                        tellNews(state.connection().selectedEvents().expungesAtAnyTime(), false);
                    }
                    break;
                }
                start(frame);
            } else if (!current.advance()) {
                break;
            }
        }
        if (!closed) {
            flush();
            tellOfRest();
        }
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
        boolean rests = waiting.isEmpty() && (current == null || current.awaitsClient());
        if (task != null && rests) {
            whenAtRest = null;
            task.accept(Optional.ofNullable(current).flatMap(Exchange::frame));
        }
    }

    private void turnAgain() {
        yielded = false;
        turn();
    }

    /** Ends the session from this side. */
    public void bye(ResponseCode code, String text) {
        if (!closed) {
            untagged(new Untagged.StatusLine("BYE", code, text));
            close();
        }
    }

    /** The connection is gone. */
    public void closed() {
        closed = true;
        timer.cancel();
        stopWatching();
        pushed.values().forEach(Watch::close);
        pushed.clear();
        waiting.clear();
        surroundings.listener().closed(id());
    }

    private String id() {
        return state.connection().id();
    }

    /** Those that the client may use now; the connection offers what they are of. */
    private Vocabulary words() {
        Vocabulary words = surroundings.vocabularies().of(state);
        state.connection().offer(words.names());
        return words;
    }

    private void close() {
        surroundings.listener().ended(id()); // ahead of the words by which the client learns of it
        flush();
        output.close();
        closed = true;
        waiting.clear();
    }

    private void flush() {
        writer.drain();
        output.flush();
    }

    private void untagged(Untagged response) {
        writer.text("* ");
        response.writeTo(writer);
        writer.endLine();
    }

    // News

    /** Called on any thread. Many changes cause one turn. */
    private void oneTurnForAllNews() {
        if (newsPending.compareAndSet(false, true)) {
            surroundings.turns().execute(() -> {
                newsPending.set(false);
                turn();
            });
        }
    }

    /** What cannot be had now, because the store is away or a right is, is told when it can be. */
    private void tellNews(boolean mayExpunge, boolean byUid) {
        try {
            tellAllNews(mayExpunge, byUid);
        } catch (MailboxException e) {
            LOG.debug("{}: no news: {}", id(), e.getMessage());
        }
    }

    private void tellAllNews(boolean mayExpunge, boolean byUid) {
        if (state instanceof Selected selected) {
            selected.view().catchUp(mayExpunge, byUid).forEach(this::untagged);
        }
        if (state instanceof Authenticated authenticated) {
            for (NewsSource source : state.connection().newsSources()) {
                source.news(authenticated, mayExpunge).forEach(this::untagged);
            }
        }
    }

    /** Watches what the client wants to hear of at any time, and nothing else. */
    private void watchNewsSources() {
        List<NewsSource> sources = state.connection().newsSources();
        pushed.entrySet().removeIf(entry -> {
            boolean over = !sources.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        for (NewsSource source : sources) {
            if (source.pushes() && !pushed.containsKey(source)) {
                pushed.put(source, source.watch(this::oneTurnForAllNews));
            }
        }
    }

    // Frames

    private void start(Frame frame) {
        if (frame instanceof Frame.Command command) {
            current = new Exchange(command);
            current.begin();
        } else if (frame instanceof Frame.LiteralAnnouncement literal) {
            decide(literal);
        } else if (frame instanceof Frame.Unreadable unreadable) {
            String tag = tagOf(unreadable.beginning());
            new Exchange(tag)
                    .complete(
                            unreadable.forNow()
                                    ? Reply.no(ResponseCode.LIMIT, unreadable.problem())
                                    : Reply.bad(ResponseCode.TOO_BIG, unreadable.problem()));
        }
    }

    private void decide(Frame.LiteralAnnouncement literal) {
        Optional<Reply> refusal = LiteralPolicy.refusal(literal, state, words());
        if (refusal.isEmpty()) {
            if (literal.synchronizing()) {
                writer.text("+ Ready for literal data").endLine();
                flush();
            }
            output.acceptLiteral();
            return;
        }
        new Exchange(tagOf(literal.command())).complete(refusal.get());
        skip(literal);
    }

    /** Goes on behind a literal that has been answered with a refusal. RFC 7888 4. */
    private void skip(Frame.LiteralAnnouncement literal) {
        if (!literal.synchronizing()
                && literal.size() > state.connection().limits().discarded()) {
            bye(ResponseCode.TOO_BIG, "The announced literal is too large to be skipped.");
        }
        if (!closed) {
            flush();
            output.refuseLiteral();
        }
    }

    private static String tagOf(byte[] line) {
        try {
            return new ArgumentReader(new Frame.Command(List.of(line), List.of(), false), false).tag();
        } catch (SyntaxException e) {
            return "*";
        }
    }

    /** One command from its frame to its tagged line. */
    private final class Exchange {

        private final Frame.@Nullable Command frame; // null where the frame could not be had
        private String tag = "*";
        private String name = "";
        private @Nullable CommandSpec<?> spec; // null until the command is known
        private @Nullable Reply reply; // null while it is being made
        private boolean prompted;
        private boolean missedSome; // messages that were gone when they were to be told
        private Instant lastProgress = surroundings.timers().instant();

        Exchange(Frame.Command frame) {
            this.frame = frame;
        }

        Exchange(String tag) {
            this.frame = null;
            this.tag = tag;
        }

        Optional<Frame.Command> frame() {
            return Optional.ofNullable(frame);
        }

        boolean awaitsClient() {
            return prompted && reply != null;
        }

        void begin() {
            Vocabulary words = words();
            ArgumentReader in = new ArgumentReader(
                    Objects.requireNonNull(frame), state.connection().utf8());
            CommandSpec.Ready ready;
            try {
                tag = in.tag();
                name = in.space().commandName();
                CommandSpec<?> found = words.command(name).orElseThrow(() -> new SyntaxException("Unknown command."));
                spec = found;
                surroundings.listener().commandStarted(id(), tag, name);
                if (!found.allowedIn(state)) {
                    throw new SyntaxException(whyNotNow(found));
                }
                ready = found.parse(in, words);
            } catch (SyntaxException e) {
                proceed(ErrorReplies.of(e, id(), name));
                return;
            } catch (RuntimeException e) { // well formed, but for a name that no mailbox can have
                deselect();
                proceed(ErrorReplies.of(e, id(), name));
                return;
            }
            Optional<Reply> refusal = words.refusal(spec, state);
            if (refusal.isPresent()) {
                proceed(refusal.get());
                return;
            }
            deselect();
            make(() -> ready.execute(state));
        }

        /** Ahead of a command that does so whether or not it succeeds. RFC 3501 6.3.1, RFC 9051 7.1 CLOSED. */
        private void deselect() {
            if (is(Trait.DESELECTS) && state instanceof Selected selected) {
                enter(selected.unselected());
                if (state.connection().offers("QRESYNC") || state.connection().offers("IMAP4rev2")) {
                    untagged(Untagged.ok(ResponseCode.CLOSED, "Previous mailbox is closed."));
                }
            }
        }

        private String whyNotNow(CommandSpec<?> wanted) {
            if (state instanceof NotAuthenticated) {
                return "Log in first.";
            }
            return wanted.state() == Selected.class ? "Select a mailbox first." : "Already authenticated.";
        }

        /** Makes the next reply: here, or elsewhere if that takes long. */
        private void make(Supplier<Reply> work) {
            if (!is(Trait.SLOW)) {
                proceed(attempt(work));
                return;
            }
            reply = null;
            surroundings.slow().execute(() -> {
                Reply made = attempt(work);
                try {
                    surroundings.turns().execute(() -> {
                        proceed(made);
                        turn();
                    });
                } catch (RejectedExecutionException e) {
                    LOG.debug("{}: the server ended before {} did", id(), name);
                }
            });
        }

        private Reply attempt(Supplier<Reply> work) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                return ErrorReplies.of(e, id(), name);
            }
        }

        private void proceed(Reply next) {
            reply = next;
            prompted = false;
        }

        /** Takes one step; false when it waits for the client or for a worker. */
        boolean advance() {
            if (reply == null) {
                return false;
            }
            int mark = writer.mark();
            try {
                Iterator<? extends Untagged> data = reply.data();
                if (data.hasNext()) {
                    Untagged next = data.next();
                    if (next instanceof Untagged.Working work) {
                        steps += STEPS_OF_WORK;
                        tellProgress(work);
                    } else {
                        return tell(next, mark);
                    }
                    return true;
                }
            } catch (RuntimeException e) { // data is made as it is sent, so it can fail half way
                if (!writer.abandonLine(mark)) {
                    close();
                    return false;
                }
                proceed(ErrorReplies.of(e, id(), name));
                return true;
            }
            if (reply.outcome() instanceof Reply.Asks asks) {
                return ask(asks);
            }
            complete(reply);
            return true;
        }

        /** Leaves a message out that is gone: RFC 2180 4.1.2 tells of the others, and ends in NO. */
        private boolean tell(Untagged next, int mark) {
            try {
                untagged(next);
            } catch (MailboxException.Gone e) {
                if (!writer.abandonLine(mark)) {
                    close();
                    return false;
                }
                missedSome = true;
            }
            return true;
        }

        private void tellProgress(Untagged.Working work) {
            Instant now = surroundings.timers().instant();
            boolean due = !now.isBefore(lastProgress.plus(PROGRESS_EVERY));
            if (due && state.connection().offers("INPROGRESS")) {
                lastProgress = now;
                untagged(Untagged.ok(ResponseCode.inProgress(tag, work), "Still working on it."));
            }
        }

        private boolean ask(Reply.Asks asks) {
            if (!prompted) {
                prompted = true;
                writer.text("+ ").text(asks.prompt()).endLine();
                time.signOfLife();
                if (asks.showsUpdates() && state instanceof Selected selected) {
                    watch = selected.view().mailbox().watch(ImapEngine.this::oneTurnForAllNews);
                }
                surroundings.listener().awaitsClient(id(), tag, name);
            }
            Frame answer = waiting.poll();
            if (answer instanceof Frame.Command line) {
                stopWatching();
                if (line.barrier()) { // looks like a command that is one, and is none here
                    output.proceed();
                }
                make(() -> asks.answer().answer(line.firstLine()));
                return true;
            }
            if (answer != null) { // no literal and no endless line is an answer
                stopWatching();
                complete(Reply.bad("Expected one line in answer to the continuation request."));
                if (answer instanceof Frame.LiteralAnnouncement literal) {
                    skip(literal);
                }
                return true;
            }
            if (asks.showsUpdates()) {
                tellNews(true, false);
            }
            return false;
        }

        private void complete(Reply last) {
            current = null;
            if (!(last.outcome() instanceof Reply.Completed done)) {
                throw new IllegalStateException("a refusal that asks");
            }
            if (done.next().isEmpty()) {
                // A command that was not read as far as its name may be a FETCH. RFC 3501 7.4.1.
                tellNews(spec != null && !is(Trait.HIDES_EXPUNGES), spec != null && spec.byUid());
                boolean untold =
                        state instanceof Selected selected && selected.view().hasUntoldExpunges();
                if (untold && done.code().isEmpty()) {
                    done = done.withCode(ResponseCode.EXPUNGE_ISSUED);
                }
            }
            if (missedSome && done.status() == Reply.Status.OK) {
                done = done.failed(ResponseCode.EXPUNGE_ISSUED, "Some of the messages no longer exist.");
            }
            if (done.limit().isPresent()) {
                ResponseCode limit = done.limit().get();
                if (done.code().isEmpty()) {
                    done = done.withCode(limit);
                } else {
                    untagged(new Untagged.StatusLine("NO", limit, "Not all messages were worked on."));
                }
            }
            writeTagged(done);
            if (done.code().filter(ResponseCode.SERVER_BUG::equals).isPresent()) {
                surroundings.listener().commandFailed(id(), name);
            }
            surroundings
                    .listener()
                    .commandCompleted(id(), tag, name, done.status().name());
            done.next().ifPresent(ImapEngine.this::enter);
            writer.utf8(state.connection().utf8());
            watchNewsSources();
            switch (done.then()) {
                case CLOSE -> close();
                case START_TLS -> {
                    state.connection().secured();
                    output.startTls();
                    flush();
                }
                case COMPRESS -> {
                    state.connection().compressed(true);
                    writer.drain();
                    output.compress();
                }
                case END_COMPRESSION -> {
                    state.connection().compressed(false);
                    writer.drain();
                    output.endCompression();
                }
                case GO_ON -> {
                    countBad(done.status() == Reply.Status.BAD);
                    if (frame != null && frame.barrier() && !closed) {
                        output.proceed();
                    }
                }
            }
        }

        private boolean is(Trait trait) {
            return spec != null && spec.is(trait);
        }

        private void writeTagged(Reply.Completed done) {
            writer.text(tag).space().text(done.status().name()).space();
            if (done.code().isPresent()) {
                writer.octet('[').text(done.code().get().text()).text("] ");
            }
            writer.text(printable(done.text())).endLine();
        }
    }

    /** Status texts are ours, but a backend may have put a name into its own. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            out.append(c >= 0x20 && c < 0x7F ? c : '?');
        }
        return out.toString();
    }

    private void countBad(boolean bad) {
        badCommands = bad ? badCommands + 1 : 0;
        int most = state instanceof Authenticated
                ? state.connection().limits().badCommandsAfterLogin()
                : state.connection().limits().badCommandsBeforeLogin();
        if (badCommands >= most) {
            bye(ResponseCode.CLIENT_BUG, "Too many errors, disconnecting.");
        }
    }

    private void enter(SessionState next) {
        SessionState before = state;
        state = next;
        words(); // what the limits of literals are depends on them
        if (before instanceof NotAuthenticated && next instanceof Authenticated authenticated) {
            output.limit(LiteralPolicy.limits(next));
            surroundings.listener().authenticated(id(), authenticated.account().user());
            watchTime();
        } else if (before instanceof Authenticated && next instanceof NotAuthenticated) {
            output.limit(LiteralPolicy.limits(next));
            surroundings.listener().unauthenticated(id());
            watchTime();
        }
        if (next instanceof Selected selected) {
            surroundings.listener().selected(id(), selected.name().value());
        } else if (before instanceof Selected) {
            surroundings.listener().unselected(id());
        }
        if (before instanceof Selected) {
            state.connection().newsSources().stream()
                    .filter(NewsSource::endsWithMailbox)
                    .forEach(state.connection()::remove);
        }
    }

    private void stopWatching() {
        watch.close();
        watch = () -> {};
    }

    // Time

    private void watchTime() {
        timer.cancel();
        if (!closed) {
            timer = surroundings
                    .timers()
                    .schedule(time.untilNextLook(patience(), isIdling()), surroundings.turns(), this::lookAtTime);
        }
    }

    private Duration patience() {
        Timeouts timeouts = surroundings.timeouts();
        if (!output.isWritable()) {
            return timeouts.stalled();
        }
        return state instanceof Authenticated ? timeouts.idle() : timeouts.login();
    }

    private boolean isIdling() {
        return current != null
                && current.prompted
                && current.reply != null
                && current.reply.outcome() instanceof Reply.Asks asks
                && asks.showsUpdates();
    }

    private void lookAtTime() {
        if (closed) {
            return;
        }
        Optional<String> reason = time.reasonToEnd(patience());
        if (reason.isPresent()) {
            bye(ResponseCode.UNAVAILABLE, "Autologout; " + reason.get() + ".");
            return;
        }
        boolean signDue = isIdling() && time.signIsDue();
        if (signDue) {
            time.signOfLife();
        }
        watchTime(); // ahead of the sign, so that whoever sees it finds the next timer set
        if (signDue) {
            writer.text("* OK Still here.").endLine();
            flush();
        }
    }
}
