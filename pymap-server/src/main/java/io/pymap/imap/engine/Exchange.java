package io.pymap.imap.engine;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.MailboxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command from its frame to its tagged line. Of the session's turns. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** What a step counts for that has nothing to tell yet: it has searched some hundred kilobytes. */
    private static final int STEPS_OF_WORK = 64;

    /** RFC 9585 3: not more often. */
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);

    private final RunningSession session;
    private final ResponseWriter writer;
    private final Frame.@Nullable Command frame; // null where the frame could not be had
    private String tag;
    private String name = "";
    private @Nullable CommandSpec<?> spec; // null until the command is known
    private @Nullable Reply reply; // null while it is being made
    private boolean prompted;
    private boolean missedSome; // messages that were gone when they were to be told
    private boolean over;
    private Instant lastProgress;

    private Exchange(RunningSession session, Frame.@Nullable Command frame, String tag) {
        this.session = session;
        this.writer = session.writer();
        this.frame = frame;
        this.tag = tag;
        this.lastProgress = session.surroundings().timers().instant();
    }

    Exchange(RunningSession session, Frame.Command command) {
        this(session, command, "*");
    }

    /** Answers what is no command that could be read. */
    static void refuse(RunningSession session, byte[] beginning, Reply refusal) {
        new Exchange(session, null, tagOf(beginning)).complete(refusal);
    }

    private static String tagOf(byte[] line) {
        try {
            return new ArgumentReader(new Frame.Command(List.of(line), List.of(), false), false).tag();
        } catch (SyntaxException e) {
            return "*";
        }
    }

    Optional<Frame.Command> frame() {
        return Optional.ofNullable(frame);
    }

    /** Whether the tagged line has been written. */
    boolean isOver() {
        return over;
    }

    /** Whether it is the client's turn. */
    boolean awaitsClient() {
        return prompted && reply != null;
    }

    /** Whether it is the client's turn, and it is told of news meanwhile, as in IDLE. */
    boolean idles() {
        return prompted && reply != null && reply.outcome() instanceof Reply.Asks asks && asks.showsUpdates();
    }

    /** Works on the command as far as its first reply, or until that is made elsewhere. */
    void begin() {
        Vocabulary words = session.words();
        ArgumentReader in = new ArgumentReader(
                Objects.requireNonNull(frame), session.state().connection().utf8());
        CommandSpec.Ready ready;
        try {
            tag = in.tag();
            name = in.space().commandName();
            CommandSpec<?> found = words.command(name).orElseThrow(() -> new SyntaxException("Unknown command."));
            spec = found;
            session.listener().commandStarted(session.id(), tag, name);
            if (!found.allowedIn(session.state())) {
                throw new SyntaxException(whyNotNow(found));
            }
            ready = found.parse(in, words);
        } catch (SyntaxException e) {
            proceed(ErrorReplies.of(e, session.id(), name));
            return;
        } catch (RuntimeException e) { // well formed, but for a name that no mailbox can have
            deselect();
            proceed(ErrorReplies.of(e, session.id(), name));
            return;
        }
        Optional<Reply> refusal = words.refusal(spec, session.state());
        if (refusal.isPresent()) {
            proceed(refusal.get());
            return;
        }
        deselect();
        make(() -> ready.execute(session.state()));
    }

    /** Ahead of a command that does so whether or not it succeeds. RFC 3501 6.3.1, RFC 9051 7.1 CLOSED. */
    private void deselect() {
        if (is(Trait.DESELECTS) && session.state() instanceof Selected selected) {
            session.enter(selected.unselected());
            Connection connection = session.state().connection();
            if (connection.offers("QRESYNC") || connection.offers("IMAP4rev2")) {
                session.untagged(Untagged.ok(ResponseCode.CLOSED, "Previous mailbox is closed."));
            }
        }
    }

    private String whyNotNow(CommandSpec<?> wanted) {
        if (session.state() instanceof NotAuthenticated) {
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
        session.surroundings().slow().execute(() -> {
            Reply made = attempt(work);
            try {
                session.surroundings().turns().execute(() -> {
                    proceed(made);
                    session.turn();
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("{}: the server ended before {} did", session.id(), name);
            }
        });
    }

    private Reply attempt(Supplier<Reply> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return ErrorReplies.of(e, session.id(), name);
        }
    }

    private void proceed(Reply next) {
        reply = next;
        prompted = false;
    }

    /** Takes one step. Answers for how many it counts; 0 when it waits for the client or for a worker. */
    int advance() {
        if (reply == null) {
            return 0;
        }
        int mark = writer.mark();
        try {
            Iterator<? extends Untagged> data = reply.data();
            if (data.hasNext()) {
                Untagged next = data.next();
                if (next instanceof Untagged.Working work) {
                    tellProgress(work);
                    return 1 + STEPS_OF_WORK;
                }
                return tell(next, mark) ? 1 : 0;
            }
        } catch (RuntimeException e) { // data is made as it is sent, so it can fail half way
            if (!writer.abandonLine(mark)) {
                session.close();
                return 0;
            }
            proceed(ErrorReplies.of(e, session.id(), name));
            return 1;
        }
        if (reply.outcome() instanceof Reply.Asks asks) {
            return ask(asks) ? 1 : 0;
        }
        complete(reply);
        return 1;
    }

    /** Leaves a message out that is gone: RFC 2180 4.1.2 tells of the others, and ends in NO. */
    private boolean tell(Untagged next, int mark) {
        try {
            session.untagged(next);
        } catch (MailboxException.Gone e) {
            if (!writer.abandonLine(mark)) {
                session.close();
                return false;
            }
            missedSome = true;
        }
        return true;
    }

    private void tellProgress(Untagged.Working work) {
        Instant now = session.surroundings().timers().instant();
        boolean due = !now.isBefore(lastProgress.plus(PROGRESS_EVERY));
        if (due && session.state().connection().offers("INPROGRESS")) {
            lastProgress = now;
            session.untagged(Untagged.ok(ResponseCode.inProgress(tag, work), "Still working on it."));
        }
    }

    private boolean ask(Reply.Asks asks) {
        if (!prompted) {
            prompted = true;
            writer.text("+ ").text(asks.prompt()).endLine();
            session.time().signOfLife();
            if (asks.showsUpdates() && session.state() instanceof Selected selected) {
                session.news().watch(selected.view().mailbox());
            }
            session.listener().awaitsClient(session.id(), tag, name);
        }
        Optional<Frame> answer = session.nextFrame();
        if (answer.isPresent()) {
            session.news().stopWatching();
            answered(asks, answer.get());
            return true;
        }
        if (asks.showsUpdates()) {
            session.news().tell(true, false);
        }
        return false;
    }

    private void answered(Reply.Asks asks, Frame answer) {
        if (answer instanceof Frame.Command line) {
            if (line.barrier()) { // looks like a command that is one, and is none here
                session.output().proceed();
            }
            make(() -> asks.answer().answer(line.firstLine()));
            return;
        }
        complete(Reply.bad(
                "Expected one line in answer to the continuation request.")); // no literal and no endless line
        if (answer instanceof Frame.LiteralAnnouncement literal) {
            session.skip(literal);
        }
    }

    private void complete(Reply last) {
        over = true;
        if (!(last.outcome() instanceof Reply.Completed done)) {
            throw new IllegalStateException("a refusal that asks");
        }
        if (done.next().isEmpty()) {
            // A command that was not read as far as its name may be a FETCH. RFC 3501 7.4.1.
            session.news().tell(spec != null && !is(Trait.HIDES_EXPUNGES), spec != null && spec.byUid());
            boolean untold = session.state() instanceof Selected selected
                    && selected.view().hasUntoldExpunges();
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
                session.untagged(new Untagged.StatusLine("NO", limit, "Not all messages were worked on."));
            }
        }
        writeTagged(done);
        if (done.has(ResponseCode.SERVER_BUG)) {
            session.listener().commandFailed(session.id(), name);
        }
        session.listener()
                .commandCompleted(session.id(), tag, name, done.status().name());
        done.next().ifPresent(session::enter);
        writer.utf8(session.state().connection().utf8());
        session.news().watchSources();
        switch (done.then()) {
            case CLOSE -> session.close();
            case START_TLS -> {
                session.state().connection().secured();
                session.output().startTls();
                session.flush();
            }
            case COMPRESS -> {
                session.state().connection().compressed(true);
                writer.drain();
                session.output().compress();
            }
            case END_COMPRESSION -> {
                session.state().connection().compressed(false);
                writer.drain();
                session.output().endCompression();
            }
            case GO_ON -> {
                session.countBad(done.status() == Reply.Status.BAD);
                if (frame != null && frame.barrier() && !session.isClosed()) {
                    session.output().proceed();
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

    /** Status texts are ours, but a backend may have put a name into its own. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            out.append(c >= 0x20 && c < 0x7F ? c : '?');
        }
        return out.toString();
    }
}
