package io.pymap.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    private final HookedConnection connection;
    private final ServerFaults faults;
    private final HeldFrames waiting;
    private final List<String> deferred = new ArrayList<>();
    private @Nullable Turn turn; // null between commands
    private @Nullable ChannelHandlerContext own; // null until it is in a pipeline
    private @Nullable Outflow outflow; // as long as the one above
    private @Nullable Pauses pauses; // as long as the one above
    private @Nullable ResponseCutter cutter; // as long as the one above
    private Attention attention = Attention.NONE;
    private boolean paused;
    private boolean struck; // what the session says is not for the client any more
    private boolean flushes = true; // past compression

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
        this.waiting = new HeldFrames(connection);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(own);
    }

    private Outflow out() {
        return Objects.requireNonNull(outflow);
    }

    private Pauses pauses() {
        return Objects.requireNonNull(pauses);
    }

    private ResponseCutter responses() {
        return Objects.requireNonNull(cutter);
    }

    // The connection

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        own = context;
        outflow = new Outflow(context);
        pauses = new Pauses(context, connection);
        ClientCommand none = ClientCommand.none(faults.opened(connection.id(), this));
        faults.lagRemark().ifPresent(this::note);
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
                pauses().after(greeting, out()::release);
            }
            return;
        }
        struck = connect.instead().isPresent();
        Doorkeeper door = new Doorkeeper();
        context.pipeline().addFirst(door);
        out().hold();
        // Not at once: a channel is closed only when all of it is there.
        context.executor().execute(() -> pauses().after(connect, () -> connect(connect, greeting, door)));
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
        pauses().after(greeting, out()::release);
        door.open(context().pipeline().context(door));
    }

    /** On any thread. */
    void note(String remark) {
        context().executor().execute(() -> connection.note(remark));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        struck = true;
        pauses().end();
        waiting.clear();
        out().end();
        faults.closed(connection.id(), this);
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

    private void strike(Part<Fault> part) {
        struck = true;
        part.firing().struck(connection);
        faults.silenced(connection.id(), context().channel()::close);
        waiting.dropAll();
        waiting.readOn(context());
        boolean silent = part.value() == Fault.STALL || part.value().isOfHandshake();
        if (silent && turn != null && turn.is(Turn.Kind.BARRIER)) {
            context().pipeline().addFirst(new Doorkeeper().throwAway()); // no TLS handshake either
        }
        out().then(() -> Strike.of(part, context(), connection, () -> crash(part.firing())));
    }

    private void crash(Firing firing) {
        faults.others(this).forEach(other -> other.crash(firing, connection));
        Strike.reset(context());
    }

    /** On any thread. */
    private void crash(Firing firing, HookedConnection origin) {
        context().executor().execute(() -> {
            if (context().channel().isActive()) {
                struck = true;
                firing.struck(connection, origin);
                Strike.reset(context());
            }
        });
    }

    // From the client

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof Frame frame)) {
            context.fireChannelRead(message);
        } else if (struck) {
            waiting.drop(frame);
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
        boolean busy = !flushes || !waiting.isEmpty() || !deferred.isEmpty() || !out().isEmpty();
        if (faults.isEmpty() && !busy) {
            attention = Attention.NONE;
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        waiting.read(context);
    }

    /** Not at once: the session may be in the middle of what led here. */
    private void goOnLater() {
        if (!waiting.isEmpty()) {
            context().executor().execute(() -> {
                letIn();
                context().fireChannelReadComplete();
                waiting.readOn(context());
            });
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
            ClientCommand read = read(literal);
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
        flushes = plan.withoutFlush().isEmpty() || next.is(Turn.Kind.BARRIER);
        if (next.answer().isReplaced()) {
            faults.answering(connection.id(), next.command().tag());
        }
        paused = !plan.pauses().isEmpty();
        boolean wasPaused = paused;
        pauses().after(plan, () -> {
            paused = false;
            plan.onlyFirst()
                    .map(part -> new FirstOnly(part, connection, context().executor()))
                    .ifPresent(first -> faults.running(connection.id(), first));
            run(next, frame instanceof Frame.Command command ? Literals.changed(command, plan, connection) : frame);
            if (wasPaused) {
                context().fireChannelReadComplete();
                goOnLater();
            }
        });
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
        flush(context());
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
        return ClientCommand.of(place(), frame);
    }

    // To the client

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message == Unpooled.EMPTY_BUFFER) { // the session ends, and waits until that is out
            flushes = true;
        }
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

    @Override
    public void flush(ChannelHandlerContext context) {
        if (flushes) {
            context.flush();
        } else {
            connection.compression().ifPresent(ChannelHandlerContext::flush);
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
                pauses().after(plan, () -> idle(now, plan));
            }
        }
    }

    private void idle(Turn idling, Plan plan) {
        if (turn != idling || struck) {
            return; // it is over
        }
        Answer answer = answer(plan, idling.command().tag(), true);
        idling.answer(answer);
        if (plan.withoutFlush().isPresent()) {
            context().flush(); // + is out
            flushes = false;
        }
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
        flush(context());
    }

    private void answered() {
        turn = null;
        faults.ran(connection.id());
        goOnLater();
        restIfNobodyMinds();
    }
}
