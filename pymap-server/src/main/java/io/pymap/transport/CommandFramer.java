package io.pymap.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.imap.syntax.FrameLimits;
import io.pymap.mailbox.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the octets of a connection into frames. RFC 9051 2.2, 4.3.
 *
 * <p>Knows lines and literals and nothing of their meaning. Holds no more octets than the client has sent, and of those no
 * more than the limits allow: what an announcement promises is never allocated. Used on the event loop only.
 */
final class CommandFramer extends ByteToMessageDecoder {

    /** What the next octets are. */
    private enum State {
        LINE,
        /** Waits for the session to decide on a literal, or on what comes behind a barrier. */
        HELD,
        LITERAL,
        /** Octets of a literal that was refused. */
        SKIPPED_LITERAL,
        /** A line of a command that was answered already. */
        SKIPPED_LINE,
        /** Whatever comes behind the end of the session. */
        ENDED
    }

    /** A literal up to this size gets its array at once, unless the command has had many; all else is budgeted. */
    private static final int EAGER = 64 << 10;

    private final LiteralBudget budget;
    private final Set<String> barriers;
    private FrameLimits limits;
    private State state = State.LINE;
    private List<byte[]> lines = new ArrayList<>(1);
    private List<Literal> literals = List.of();
    private int textOctets;
    private long literalOctets;
    private @Nullable Announcement announced; // of the literal that comes, or is decided on
    private byte[] literal = new byte[0];
    private int filled;
    private long budgeted; // octets of the command under way that are taken from the budget
    private long toSkip;
    private int scanned; // octets of an unfinished line that have no line feed in them

    /** @param barriers names of the commands behind which nothing is read until the session says so */
    CommandFramer(FrameLimits limits, LiteralBudget budget, Set<String> barriers) {
        this.barriers = Set.copyOf(barriers);
        this.limits = limits;
        this.budget = budget;
    }

    /** {@code {size}}, {@code {size+}}, or one of them behind {@code ~}, at the end of a line. */
    private record Announcement(long size, boolean synchronizing, boolean binary) {

        /** What the line announces; null for nothing. */
        static @Nullable Announcement of(byte[] line) {
            int at = line.length - 1;
            if (at < 2 || line[at] != '}') {
                return null;
            }
            boolean synchronizing = line[--at] != '+';
            if (!synchronizing) {
                at--;
            }
            int end = at + 1;
            while (at >= 0 && line[at] >= '0' && line[at] <= '9') {
                at--;
            }
            if (at < 0 || at + 1 == end || line[at] != '{') {
                return null;
            }
            boolean binary = at > 0 && line[at - 1] == '~';
            return new Announcement(size(line, at + 1, end), synchronizing, binary);
        }

        private static long size(byte[] line, int from, int to) {
            long size = 0;
            for (int i = from; i < to; i++) {
                if (size > (Long.MAX_VALUE - 9) / 10) {
                    return Frame.UNREPRESENTABLE;
                }
                size = size * 10 + line[i] - '0';
            }
            return size;
        }
    }

    // What the session decides

    void limit(FrameLimits newLimits) {
        limits = newLimits;
    }

    /** Reads the announced literal. */
    void accept(ChannelHandlerContext context) throws Exception {
        if (state == State.HELD && announced != null) {
            beginLiteral(announced);
            goOn(context);
        }
    }

    /** Drops the command under way: its literal, if that comes anyway, and what follows it. */
    void refuse(ChannelHandlerContext context) throws Exception {
        if (state == State.HELD && announced != null) {
            boolean comes = !announced.synchronizing();
            toSkip = comes ? announced.size() : 0;
            reset();
            state = comes ? State.SKIPPED_LITERAL : State.LINE;
            goOn(context);
        }
    }

    /** Reads on behind a barrier. */
    void proceed(ChannelHandlerContext context) throws Exception {
        if (state == State.HELD && announced == null) {
            state = State.LINE;
            goOn(context);
        }
    }

    /** Drops what comes from now on: nobody will ask for it, so it must not pile up. */
    void end() {
        reset();
        state = State.ENDED;
    }

    /** Whether the client has sent more than has been read. */
    boolean hasUnread() {
        return actualReadableBytes() > 0;
    }

    /** Whether nothing is read until the session has decided. */
    boolean isHeld() {
        return state == State.HELD;
    }

    /** One of the three decisions above. */
    interface Action {
        void on(ChannelHandlerContext context) throws Exception;
    }

    /** Queued even on the event loop: the framer may be in the middle of what led here. May be called on any thread. */
    void later(Channel channel, Action action) {
        channel.eventLoop().execute(() -> {
            ChannelHandlerContext context = channel.pipeline().context(this);
            if (context != null && channel.isActive()) {
                try {
                    action.on(context);
                } catch (Exception e) {
                    context.fireExceptionCaught(e);
                }
            }
        });
    }

    private void goOn(ChannelHandlerContext context) throws Exception {
        channelRead(context, Unpooled.EMPTY_BUFFER);
        channelReadComplete(context);
    }

    // What the client sends

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (state) {
            case LINE -> readLine(in, out);
            case LITERAL -> readLiteral(in, out);
            case SKIPPED_LITERAL -> skipLiteral(in);
            case SKIPPED_LINE -> skipLine(in);
            case HELD -> {}
            case ENDED -> in.skipBytes(in.readableBytes());
        }
    }

    private void readLine(ByteBuf in, List<Object> out) {
        int room = limits.commandText() - textOctets;
        int length = lineLength(in, room);
        if (length < 0) {
            if (in.readableBytes() > room) {
                giveUp(in, out);
            }
            return;
        }
        if (length > room) {
            giveUp(in, out);
            return;
        }
        scanned = 0;
        boolean carriageReturn = length > 0 && in.getByte(in.readerIndex() + length - 1) == '\r';
        byte[] line = new byte[carriageReturn ? length - 1 : length];
        in.readBytes(line);
        in.skipBytes(length + 1 - line.length);
        textOctets += length + 1;
        lines.add(line);
        announced = Announcement.of(line);
        if (announced == null) {
            boolean barrier = isBarrier(lines.get(0));
            out.add(new Frame.Command(lines, literals, barrier));
            reset();
            state = barrier ? State.HELD : State.LINE;
        } else if (isFree(announced)) {
            beginLiteral(announced);
        } else {
            state = State.HELD;
            out.add(new Frame.LiteralAnnouncement(
                    lines.get(0), announced.size(), announced.synchronizing(), literalOctets));
        }
    }

    /** Octets before the next line feed; -1 where there is none. Looks at no octet twice. */
    private int lineLength(ByteBuf in, int room) {
        int known = Math.min(scanned, in.readableBytes());
        int most = Math.min(in.readableBytes() - known, Math.max(0, room + 2 - known));
        int found = in.bytesBefore(in.readerIndex() + known, most, (byte) '\n');
        scanned = in.readableBytes();
        return found < 0 ? -1 : known + found;
    }

    /** Answers a command whose lines are too long, and skips the rest of it. */
    private void giveUp(ByteBuf in, List<Object> out) {
        byte[] beginning;
        if (lines.isEmpty()) {
            beginning = new byte[Math.min(in.readableBytes(), 256)];
            in.getBytes(in.readerIndex(), beginning);
        } else {
            beginning = lines.get(0);
        }
        out.add(new Frame.Unreadable(
                beginning, false, "Commands have at most " + limits.commandText() + " octets of text."));
        reset();
        state = State.SKIPPED_LINE;
        skipLine(in);
    }

    private boolean isFree(Announcement next) {
        return !next.synchronizing()
                && next.size() <= limits.freeLiteral()
                && literalOctets + next.size() <= 2L * limits.freeLiteral();
    }

    /** Whether the word behind the tag names a command that changes how what comes behind it is to be read. */
    private boolean isBarrier(byte[] line) {
        String text = new String(line, 0, Math.min(line.length, 256), StandardCharsets.ISO_8859_1);
        int tag = text.indexOf(' ') + 1;
        if (tag == 0) {
            return false;
        }
        String command = text.substring(tag).strip();
        int end = command.indexOf(' ');
        return barriers.contains((end < 0 ? command : command.substring(0, end)).toUpperCase(Locale.ROOT));
    }

    private void beginLiteral(Announcement next) {
        literalOctets += next.size();
        literal = new byte[literalOctets <= 2L * EAGER ? (int) Math.min(next.size(), EAGER) : 0];
        filled = 0;
        state = State.LITERAL;
        endLiteralIfFull(next);
    }

    private void readLiteral(ByteBuf in, List<Object> out) {
        Announcement coming = Objects.requireNonNull(announced);
        while (in.isReadable() && state == State.LITERAL) {
            if (filled == literal.length) { // grows with what has come, up to exactly what was announced
                int length = (int) Math.min(coming.size(), Math.max(EAGER, literal.length * 2L));
                if (!budget.take(length - literal.length)) {
                    out.add(new Frame.Unreadable(
                            lines.get(0), true, "Too many large literals are under way; try again later."));
                    toSkip = coming.size() - filled;
                    reset();
                    state = State.SKIPPED_LITERAL;
                    skipLiteral(in);
                    return;
                }
                budgeted += length - literal.length;
                literal = Arrays.copyOf(literal, length);
            }
            int count = Math.min(in.readableBytes(), literal.length - filled);
            in.readBytes(literal, filled, count);
            filled += count;
            endLiteralIfFull(coming);
        }
    }

    private void endLiteralIfFull(Announcement coming) {
        if (filled == coming.size()) {
            if (literals.isEmpty()) {
                literals = new ArrayList<>(1);
            }
            literals.add(new Literal(Content.of(literal), coming.binary()));
            literal = new byte[0];
            announced = null;
            state = State.LINE;
        }
    }

    private void skipLiteral(ByteBuf in) {
        int count = (int) Math.min(in.readableBytes(), toSkip);
        in.skipBytes(count);
        toSkip -= count;
        if (toSkip == 0) {
            state = State.SKIPPED_LINE;
        }
    }

    /** Skips the rest of a line, and a literal that it announces. */
    private void skipLine(ByteBuf in) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0) {
            // The last octets stay: they may be the beginning of an announcement.
            in.skipBytes(Math.max(0, in.readableBytes() - 32));
            return;
        }
        int kept = Math.min(length, 32);
        in.skipBytes(length - kept);
        byte[] end = new byte[kept];
        in.readBytes(end);
        in.skipBytes(1);
        boolean carriageReturn = kept > 0 && end[kept - 1] == '\r';
        Announcement next = Announcement.of(carriageReturn ? Arrays.copyOf(end, kept - 1) : end);
        if (next != null && !next.synchronizing()) {
            toSkip = next.size();
            state = State.SKIPPED_LITERAL;
        } else {
            state = State.LINE;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        reset();
    }

    private void reset() {
        budget.giveBack(budgeted);
        budgeted = 0;
        literal = new byte[0];
        lines = new ArrayList<>(1);
        literals = List.of();
        textOctets = 0;
        literalOctets = 0;
        announced = null;
        scanned = 0;
    }
}
