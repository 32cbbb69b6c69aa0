package io.pymap.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedInput;
import io.pymap.fault.Answer.Role;
import io.pymap.fault.Plan.Part;
import io.pymap.fault.Trigger.Kind;
import io.pymap.imap.syntax.Frame;
import io.pymap.transport.HookedConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the rules act on one connection.
 *
 * <p>It has to know which command an octet answers. While there are rules, a command is let in only when the one ahead of it
 * has been answered, that is when its tagged line has gone by: so what a rule does to a command comes in the order in which the
 * client sent them, and the next rule knows who has logged in. Without rules nothing waits, and nothing is looked at; when a
 * rule has come, the next command waits until the session is at rest. Of the connection's event loop.
 */
final class FaultHandler extends ChannelDuplexHandler {

    /** Commands that may wait here before no more are read. */
    private static final int MOST_WAITING = 64;

    private final HookedConnection connection;
    private final ServerFaults faults;
    private final Deque<Frame> waiting = new ArrayDeque<>(); // not let in
    private final List<String> deferred = new ArrayList<>();
    private @Nullable Turn turn; // null between commands
    private @Nullable ChannelHandlerContext own; // null until it is in a pipeline
    private @Nullable Outflow outflow; // as long as the one above
    private @Nullable ResponseCutter cutter; // as long as the one above
    private Runnable giveUpPause = () -> {};
    private Attention attention = Attention.NONE;
    private boolean paused;
    private boolean struck; // what the session says is not for the client any more
    private boolean readsLater;

    /** Whether it looks at what passes. */
    private enum Attention {
        /** Since there are no rules. */
        NONE,
        /** As soon as the session is at rest. Until then nothing more is let in. */
        SOON,
        FULL
    }

    FaultHandler(HookedConnection connection, ServerFaults faults) {
        this.connection = connection;
        this.faults = faults;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(own);
    }

    private Outflow out() {
        return Objects.requireNonNull(outflow);
    }

    private ResponseCutter responses() {
        return Objects.requireNonNull(cutter);
    }

    // The connection

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        own = context;
        outflow = new Outflow(context);
        ClientCommand none = ClientCommand.none(faults.opened(connection.id()));
        if (faults.isEmpty()) {
            return;
        }
        attend();
        boolean tls = context.pipeline().get(SslHandler.class) != null;
        Plan connect = faults.plan(tls ? Kind.TLS_CONNECT : Kind.CONNECT, none);
        Plan greeting = faults.plan(Kind.GREETING, none);
        turn = new Turn(Turn.Kind.GREETING, none, answer(greeting, "*", true));
        if (connect.isEmpty()) {
            if (!greeting.pauses().isEmpty()) { // what is said meanwhile waits
                out().hold();
                afterPauses(greeting, out()::release);
            }
            return;
        }
        struck = connect.instead().isPresent();
        Doorkeeper door = new Doorkeeper();
        context.pipeline().addFirst(door);
        out().hold();
        // Not at once: a channel is closed only when all of it is there.
        context.executor().execute(() -> afterPauses(connect, () -> connect(connect, greeting, door)));
    }

    private void connect(Plan connect, Plan greeting, Doorkeeper door) {
        Answer first = answer(connect, "*", true);
        if (first.isReplaced()) {
            out().release();
            door.throwAway();
            first.sendReplacement();
            context().flush();
            return;
        }
        first.begin();
        afterPauses(greeting, out()::release);
        door.open(context().pipeline().context(door));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        struck = true;
        giveUpPause.run();
        waiting.clear();
        out().end();
        faults.closed(connection.id());
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        out().end();
    }

    private Answer answer(Plan plan, String tag, boolean mayBePaced) {
        Answer answer = new Answer(
                plan, tag, deferred, new Answer.Surroundings(connection, out(), deferred, this::strike, mayBePaced));
        deferred.clear();
        return answer;
    }

    /** Runs the task when all that the plan wants to wait for has come, unless the connection has gone meanwhile. */
    private void afterPauses(Plan plan, Runnable task) {
        afterPauses(plan.pauses().iterator(), task);
    }

    private void afterPauses(Iterator<Part<Pause>> pauses, Runnable task) {
        if (!pauses.hasNext()) {
            task.run();
            return;
        }
        Part<Pause> pause = pauses.next();
        giveUpPause = pause.value().begin(context().executor(), connection.timers(), () -> {
            if (context().channel().isActive() && !context().isRemoved()) {
                afterPauses(pauses, task);
            }
        });
        pause.firing().struck(connection); // behind it: a test that waits for this lets time pass then
    }

    private void strike(Part<Fault> part) {
        struck = true;
        part.firing().struck(connection);
        faults.silenced(connection.id(), context().channel()::close);
        waiting.forEach(this::drop);
        waiting.clear();
        readOn();
        boolean silent = part.value() == Fault.STALL || part.value().isOfHandshake();
        if (silent && turn != null && turn.is(Turn.Kind.BARRIER)) {
            context().pipeline().addFirst(new Doorkeeper().throwAway()); // no TLS handshake either
        }
        out().then(() -> Strike.of(part.value(), part.firing().random(), context(), connection));
    }

    // From the client

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof Frame frame)) {
            context.fireChannelRead(message);
        } else if (struck) {
            drop(frame);
        } else if (attention == Attention.NONE && faults.isEmpty()) {
            context.fireChannelRead(frame);
        } else {
            waiting.add(frame);
            if (attention == Attention.NONE) {
                attention = Attention.SOON;
                connection.whenAtRest(this::attend);
            }
            letIn();
        }
    }

    /** @param asking a command that waits for the client's next line */
    private void attend(Optional<Frame.Command> asking) {
        if (struck) {
            return;
        }
        turn = asking.map(frame -> {
                    ClientCommand command = read(frame);
                    return new Turn(Turn.Kind.COMMAND, command, answer(new Plan(List.of()), command.tag(), true));
                })
                .orElse(null);
        if (turn != null) {
            turn.prompted(true);
        }
        attend();
        goOnLater();
    }

    private void attend() {
        attention = Attention.FULL;
        cutter = new ResponseCutter(context(), out(), new Listening());
    }

    private void restIfNobodyMinds() {
        boolean busy = !waiting.isEmpty() || !deferred.isEmpty() || !out().isEmpty();
        if (faults.isEmpty() && !busy) {
            attention = Attention.NONE;
        }
    }

    /** Goes on reading behind it, so as to notice when the client hangs up. */
    private void drop(Frame frame) {
        if (frame instanceof Frame.LiteralAnnouncement) {
            connection.refuseLiteral();
        } else if (frame instanceof Frame.Command command && command.barrier()) {
            connection.proceed();
        }
    }

    /** A client that sends on and on is read on as its commands are let in. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (waiting.size() > MOST_WAITING) {
            readsLater = true;
        } else {
            context.read();
        }
    }

    /** Not at once: the session may be in the middle of what led here. */
    private void goOnLater() {
        if (!waiting.isEmpty()) {
            context().executor().execute(() -> {
                letIn();
                context().fireChannelReadComplete();
                readOn();
            });
        }
    }

    private void readOn() {
        if (readsLater && waiting.size() <= MOST_WAITING) {
            readsLater = false;
            context().read();
        }
    }

    private void letIn() {
        while (!waiting.isEmpty() && attention == Attention.FULL && !paused && !struck) {
            if (turn == null) {
                begin(waiting.remove());
            } else if (turn.expectsMore()) {
                goOn(turn, waiting.remove());
            } else {
                return;
            }
        }
    }

    private void begin(Frame frame) {
        if (frame instanceof Frame.Command command) {
            ClientCommand read = read(command);
            Plan plan = faults.plan(Kind.COMMAND, read);
            boolean late =
                    plan.instead().filter(part -> !part.value().isEmpty()).isPresent()
                            && read.name().equals("AUTHENTICATE")
                            && !read.arguments().contains(" ");
            Turn.Kind kind = late ? Turn.Kind.REFUSED_LATER : command.barrier() ? Turn.Kind.BARRIER : Turn.Kind.COMMAND;
            start(new Turn(kind, read, answer(plan, read.tag(), !command.barrier())), plan, frame);
        } else if (frame instanceof Frame.LiteralAnnouncement literal) {
            ClientCommand read = ClientCommand.of(place(), List.of(literal.command()), List.of());
            Plan plan = literal.synchronizing() ? faults.plan(Kind.LITERAL, read) : new Plan(List.of());
            start(new Turn(Turn.Kind.ANNOUNCEMENT, read, answer(plan, read.tag(), true)), plan, frame);
        } else {
            Plan none = new Plan(List.of());
            ClientCommand read = read(frame);
            start(new Turn(Turn.Kind.COMMAND, read, answer(none, read.tag(), true)), none, frame);
        }
    }

    private void start(Turn next, Plan plan, Frame frame) {
        turn = next;
        if (next.answer().isReplaced()) {
            faults.answering(connection.id(), next.command().tag());
        }
        paused = !plan.pauses().isEmpty();
        boolean wasPaused = paused;
        afterPauses(plan, () -> {
            paused = false;
            run(next, changed(plan, frame));
            if (wasPaused) {
                context().fireChannelReadComplete();
                goOnLater();
            }
        });
    }

    /** With the literals that the rules make of the client's. */
    private Frame changed(Plan plan, Frame frame) {
        if (!(frame instanceof Frame.Command command)) {
            return frame;
        }
        Frame.Command changed = command;
        for (Part<UnaryOperator<String>> change : plan.literals()) {
            Optional<Frame.Command> next = Literals.changed(changed, change.value());
            if (next.isPresent()) {
                change.firing().struck(connection);
                changed = next.get();
            }
        }
        return changed;
    }

    private void run(Turn next, Frame frame) {
        if (!next.answer().isReplaced() || next.is(Turn.Kind.REFUSED_LATER)) {
            context().fireChannelRead(frame);
            return;
        }
        next.answer().sendReplacement();
        if (next.is(Turn.Kind.ANNOUNCEMENT)) {
            connection.refuseLiteral();
        } else if (next.is(Turn.Kind.BARRIER)) {
            connection.proceed();
        }
        out().then(this::answered);
        context().flush();
    }

    /** The client's next line for a command that has asked for one, or what follows the announcement of a literal. */
    private void goOn(Turn now, Frame frame) {
        if (now.is(Turn.Kind.ANNOUNCEMENT)) {
            begin(frame);
            return;
        }
        now.prompted(false);
        if (!now.is(Turn.Kind.REFUSED_LATER)) {
            context().fireChannelRead(frame);
            return;
        }
        context().fireChannelRead(line("*")); // RFC 9051 6.2.2: the client gives up, as the session sees it
        if (frame instanceof Frame.Command command && command.barrier()) {
            connection.proceed();
        }
    }

    private static Frame line(String text) {
        return new Frame.Command(List.of(text.getBytes(StandardCharsets.US_ASCII)), List.of(), false);
    }

    private ClientCommand.Place place() {
        return faults.place(connection.id());
    }

    private ClientCommand read(Frame frame) {
        if (frame instanceof Frame.Command command) {
            return ClientCommand.of(place(), command.lines(), command.literals());
        }
        byte[] beginning = frame instanceof Frame.LiteralAnnouncement literal
                ? literal.command()
                : ((Frame.Unreadable) frame).beginning();
        return ClientCommand.of(place(), List.of(beginning), List.of());
    }

    // To the client

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (struck) {
            Outflow.discard(message, promise);
        } else if (attention != Attention.FULL) {
            context.write(message, promise);
        } else if (message instanceof ByteBuf octets && octets.isReadable()) {
            responses().octets(octets, promise);
        } else if (message instanceof ChunkedInput<?> file) {
            responses().file(file, promise);
        } else {
            out().pass(message, promise);
        }
    }

    /** How the turn goes by what the session says. */
    private final class Listening implements ResponseCutter.Listener {

        @Override
        public boolean wantsNext() {
            return turn != null && turn.isChanged();
        }

        @Override
        public Role role(String head) {
            return turn == null ? Role.UNTAGGED : turn.role(head);
        }

        @Override
        public void response(String octets, Role role) {
            Turn now = Objects.requireNonNull(turn);
            if (!now.isUnheard()) {
                now.response(octets, role);
            } else if (role == Role.UNTAGGED) {
                deferred.add(octets); // the session will not say it again
            }
        }

        @Override
        public void passed(Role role) {
            Turn now = turn;
            if (now != null && role == Role.LAST) {
                out().then(FaultHandler.this::answered);
            } else if (now != null && role == Role.CONTINUATION && !now.is(Turn.Kind.ANNOUNCEMENT)) {
                prompted(now);
            }
        }

        @Override
        public boolean isOver() {
            return struck;
        }
    }

    private void prompted(Turn now) {
        if (now.isPrompted()) {
            return;
        }
        now.prompted(true);
        goOnLater();
        if (now.command().name().equals("IDLE")) {
            Plan plan = faults.plan(Kind.IDLE, now.command());
            if (!plan.isEmpty()) {
                afterPauses(plan, () -> idle(now, plan));
            }
        }
    }

    private void idle(Turn idling, Plan plan) {
        if (turn != idling || struck) {
            return; // it is over
        }
        Answer answer = answer(plan, idling.command().tag(), true);
        idling.answer(answer);
        if (answer.isReplaced()) {
            answer.sendReplacement();
            idling.unheard();
            if (!struck) {
                context().fireChannelRead(line("DONE")); // the session does not idle on
                context().fireChannelReadComplete();
            }
        } else {
            answer.begin();
        }
        context().flush();
    }

    private void answered() {
        turn = null;
        goOnLater();
        restIfNobodyMinds();
    }
}
