package io.pymap.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.FrameLimits;
import io.pymap.mailbox.Content;
import io.pymap.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFramerTest {

    private static final FrameLimits LIMITS = new FrameLimits(100, 20);

    /** A framer whose session accepts announced literals of up to 50 octets. */
    static final class Session {
        final CommandFramer framer;
        final EmbeddedChannel channel;
        final List<String> frames = new ArrayList<>();

        Session(FrameLimits limits) {
            framer = new CommandFramer(limits, new MemoryBudget(1 << 20), Set.of("STARTTLS", "COMPRESS"));
            channel = new EmbeddedChannel(framer);
        }

        void send(String octets) throws Exception {
            channel.writeInbound(Unpooled.wrappedBuffer(octets.getBytes(ISO_8859_1)));
            read();
        }

        private void read() throws Exception {
            for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
                frames.add(show(frame));
                if (frame instanceof Frame.LiteralAnnouncement literal) {
                    decide(literal);
                }
            }
        }

        private void decide(Frame.LiteralAnnouncement literal) throws Exception {
            if (literal.size() <= 50) {
                framer.accept(channel.pipeline().firstContext());
            } else {
                framer.refuse(channel.pipeline().firstContext());
            }
        }

        static String show(Frame frame) {
            if (frame instanceof Frame.Command command) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < command.lines().size(); i++) {
                    text.append(new String(command.lines().get(i), ISO_8859_1));
                    if (i < command.literals().size()) {
                        Frame.Literal literal = command.literals().get(i);
                        Content.InMemory octets = literal.content().load();
                        text.append(literal.binary() ? "<~" : "<")
                                .append(new String(octets.array(), octets.offset(), octets.length(), ISO_8859_1))
                                .append('>');
                    }
                }
                return text.append(command.barrier() ? " |" : "").toString();
            }
            if (frame instanceof Frame.LiteralAnnouncement literal) {
                return "? " + literal.size() + (literal.synchronizing() ? "" : "+") + " after " + literal.before();
            }
            Frame.Unreadable unreadable = (Frame.Unreadable) frame;
            return "! " + new String(unreadable.beginning(), ISO_8859_1).split(" ", -1)[0];
        }
    }

    /** RFC 9051 4.3 lets a server refuse; the connection goes on behind the command. */
    @Test
    void refusesLiteralsForWhichAllTogetherLeaveNoRoom() throws Exception {
        MemoryBudget budget = new MemoryBudget(300_000);
        EmbeddedChannel first = new EmbeddedChannel(new CommandFramer(new FrameLimits(100, 1 << 20), budget, Set.of()));
        EmbeddedChannel second =
                new EmbeddedChannel(new CommandFramer(new FrameLimits(100, 1 << 20), budget, Set.of()));
        String most = "x".repeat(200_000);

        first.writeInbound(octets("a {200001+}\r\n" + most));
        second.writeInbound(octets("b {200001+}\r\n" + most + "x\r\nc NOOP\r\n"));
        first.writeInbound(octets("x\r\n"));
        second.writeInbound(octets("d {200000+}\r\n" + most + "\r\n"));

        assertThat(Session.show(second.readInbound())).isEqualTo("! b");
        assertThat(Session.show(second.readInbound())).isEqualTo("c NOOP");
        assertThat(Session.show(first.readInbound())).startsWith("a {200001+}<xxx");
        assertThat(Session.show(second.readInbound())).startsWith("d {200000+}<xxx");
    }

    @Test
    void givesMemoryBackWhenAConnectionIsGone() throws Exception {
        MemoryBudget budget = new MemoryBudget(300_000);
        EmbeddedChannel first = new EmbeddedChannel(new CommandFramer(new FrameLimits(100, 1 << 20), budget, Set.of()));
        first.writeInbound(octets("a {200001+}\r\n" + "x".repeat(200_000)));

        first.close();

        assertThat(budget.take(300_000)).isTrue();
    }

    private static ByteBuf octets(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
    }

    private static List<String> frames(String octets) throws Exception {
        Session session = new Session(LIMITS);
        session.send(octets);
        session.channel.checkException();
        return session.frames;
    }

    @Test
    void endsLinesAtLfWithOrWithoutCr() throws Exception {
        assertThat(frames("a NOOP\r\nb NOOP\nc\r d\r\n\r\n\ne NO"))
                .containsExactly("a NOOP", "b NOOP", "c\r d", "", "");
    }

    @Test
    void readsLiterals() throws Exception {
        assertThat(frames("a X {3+}\r\nb\r\n {0+}\r\n ~{2+}\n\0\n\r\nb NOOP\r\n"))
                .containsExactly("a X {3+}<b\r\n> {0+}<> ~{2+}<~\0\n>", "b NOOP");
    }

    @Test
    void asksForSynchronizingLiteralsAndForLargeOnes() throws Exception {
        assertThat(frames("a X {3}\r\nabc {0}\r\n\r\nb {21+}\r\n" + "x".repeat(21) + "\r\n"))
                .containsExactly(
                        "? 3 after 0",
                        "? 0 after 3",
                        "a X {3}<abc> {0}<>",
                        "? 21+ after 0",
                        "b {21+}<" + "x".repeat(21) + ">");
    }

    @Test
    void asksWhenLiteralsAreTooManyTogether() throws Exception {
        assertThat(frames("a {20+}\r\n" + "x".repeat(20) + "{20+}\r\n" + "x".repeat(20) + "{1+}\r\nx\r\n"))
                .first()
                .isEqualTo("? 1+ after 40");
    }

    @Test
    void skipsARefusedLiteralThatComesAnyway() throws Exception {
        assertThat(frames("a X {51+}\r\n" + "\n".repeat(51) + " {60+}\r\n" + "\n".repeat(60) + " more\r\nb NOOP\r\n"))
                .containsExactly("? 51+ after 0", "b NOOP");
    }

    @Test
    void goesOnBehindARefusedSynchronizingLiteral() throws Exception {
        assertThat(frames("a X {51}\r\nb NOOP\r\n")).containsExactly("? 51 after 0", "b NOOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{01+}", "{1+}", "~{1+}", "{00000000000000000000000000000000000000001+}"})
    void takesThisForALiteralOfOneOctet(String announcement) throws Exception {
        assertThat(frames("a " + announcement + "\r\nx\r\n").get(0)).endsWith("x>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{-1}", "{+1}", "{}", "{+}", "{1 }", "{ 1}", "{1++}", "1}", "{1", "{1}x", "{a}", "}", "+}", "{0x1}",
                "{1-}", "x{1+} "
            })
    void takesThisForText(String text) throws Exception {
        assertThat(frames("a " + text + "\r\nb NOOP\r\n")).containsExactly("a " + text, "b NOOP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"99999999999999999999", "9223372036854775808", "9223372036854775807", "18446744073709551621"})
    void knowsThatASizeIsBeyondMeasure(String size) throws Exception {
        assertThat(frames("a {" + size + "}\r\nb NOOP\r\n"))
                .containsExactly("? " + Long.MAX_VALUE + " after 0", "b NOOP");
    }

    @Test
    void answersALineThatIsTooLongAndFindsTheNext() throws Exception {
        assertThat(frames("a " + "x".repeat(98) + "\r\nb NOOP\r\n")).containsExactly("! a", "b NOOP");
        assertThat(frames("a " + "x".repeat(98) + "\nb NOOP\r\n")).containsExactly("a " + "x".repeat(98), "b NOOP");
        assertThat(frames("a " + "x".repeat(99) + "\nb NOOP\r\n")).containsExactly("! a", "b NOOP");
        assertThat(frames("a " + "x".repeat(100_000) + "\r\nb NOOP\r\n")).containsExactly("! a", "b NOOP");
        assertThat(frames("a " + "x".repeat(1_000)))
                .as("before the end is there")
                .containsExactly("! a");
        assertThat(frames("a " + "x".repeat(1_000) + "{3+}\r\nb\n\n{1+}\r\n\n\r\nb NOOP\r\n"))
                .as("with literals that come anyway")
                .containsExactly("! a", "b NOOP");
        assertThat(frames("a {2+}\r\nxx" + "x".repeat(100) + "\r\nb NOOP\r\n")).containsExactly("! a", "b NOOP");
    }

    @Test
    void holdsNoMoreThanItsLimitOfALineWithoutEnd() throws Exception {
        Session session = new Session(LIMITS);
        for (int i = 0; i < 10_000; i++) {
            session.send("x".repeat(100));
        }
        session.send("\r\nb NOOP\r\n");

        assertThat(session.frames)
                .containsExactly("! " + "x".repeat(session.frames.get(0).length() - 2), "b NOOP");
    }

    @Test
    void readsManyLiterals() throws Exception {
        Session session = new Session(new FrameLimits(100_000, 20_000));
        session.send("a" + " {1+}\r\nx".repeat(10_000) + "\r\nb NOOP\r\n");

        assertThat(session.frames).hasSize(2);
        assertThat(session.frames.get(1)).isEqualTo("b NOOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a STARTTLS", "a starttls", "a  StartTLS ", "a STARTTLS\r"})
    void readsNothingBehindStartTls(String line) throws Exception {
        Session session = new Session(LIMITS);
        session.send(line + "\nb LOGIN x y\r\n");

        assertThat(session.frames).hasSize(1).first().asString().endsWith(" |");
        assertThat(session.framer.isHeld()).isTrue();
        assertThat(session.framer.hasUnread()).isTrue();

        session.framer.proceed(session.channel.pipeline().firstContext());
        session.read();
        assertThat(session.frames).hasSize(2).last().isEqualTo("b LOGIN x y");
    }

    @Test
    void givesTheSameFramesHoweverTheOctetsAreCut() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        String[] pieces = {
            "a NOOP\r\n",
            "b X {3+}\r\nx\n}\r\n",
            "c {0+}\r\n{5}\r\nabcde x\n",
            "d {51+}\r\n" + "y".repeat(51) + " z\r\n",
            "e " + "x".repeat(150) + "\r\n",
            "f {60}\r\n",
            "\r\n",
            "\n",
            "g \r x\r\n",
            "h {1}x\r\n",
            "i ~{2+}\r\n\0\0\r\n",
            "j " + "x".repeat(150) + "{40+}\r\n" + "\n".repeat(40) + "\r\n",
            "k {99999999999999999999}\r\n"
        };
        for (int round = 0; round < 400; round++) {
            StringBuilder octets = new StringBuilder();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                octets.append(pieces[random.nextInt(pieces.length)]);
            }
            List<String> whole = tags(frames(octets.toString()));
            assertThat(tags(cut(octets.toString(), 1, random)))
                    .as("octet by octet: %s", octets)
                    .isEqualTo(whole);
            assertThat(tags(cut(octets.toString(), 40, random)))
                    .as("round %d: %s", round, octets)
                    .isEqualTo(whole);
        }
    }

    private static List<String> cut(String octets, int most, SplittableRandom random) throws Exception {
        Session session = new Session(LIMITS);
        for (int at = 0; at < octets.length(); ) {
            int end = Math.min(octets.length(), at + 1 + random.nextInt(most));
            session.send(octets.substring(at, end));
            at = end;
        }
        session.channel.checkException();
        return session.frames;
    }

    /** How much is kept of a line that is too long depends on how it comes. */
    private static List<String> tags(List<String> frames) {
        return frames.stream()
                .map(frame -> frame.startsWith("!") ? frame.substring(0, 3) : frame)
                .toList();
    }
}
