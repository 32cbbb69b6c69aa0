package io.pymap.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.ModifiedUtf7;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read: the reader of commands serves as the reader of responses. */
class ResponseWriterTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ResponseWriter out = new ResponseWriter(new ResponseWriter.Sink() {
        @Override
        public void octets(byte[] octets, int length) {
            sent.write(octets, 0, length);
        }

        @Override
        public void content(Content content) {
            Content.InMemory octets = content.load();
            sent.write(octets.array(), octets.offset(), octets.length());
        }
    });

    private String written() {
        out.drain();
        String text = sent.toString(ISO_8859_1);
        sent.reset();
        return text;
    }

    /** Cuts what was written into lines and literals, as a client's parser does. */
    private ArgumentReader readBack() {
        String text = written();
        List<byte[]> lines = new ArrayList<>();
        List<Literal> literals = new ArrayList<>();
        while (true) {
            int end = text.indexOf("}\r\n");
            int open = end < 0 ? -1 : text.lastIndexOf('{', end);
            if (open < 0) {
                lines.add(text.getBytes(ISO_8859_1));
                return new ArgumentReader(new Frame.Command(lines, literals, false), false);
            }
            int size = Integer.parseInt(text.substring(open + 1, end));
            lines.add(text.substring(0, end + 1).getBytes(ISO_8859_1));
            String octets = text.substring(end + 3, end + 3 + size);
            literals.add(
                    new Literal(Content.of(octets.getBytes(ISO_8859_1)), open > 0 && text.charAt(open - 1) == '~'));
            text = text.substring(end + 3 + size);
        }
    }

    @Test
    void writesStringsOfAnyOctetsSoThatTheyCanBeReadBack() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 5_000; round++) {
            byte[] octets = new byte[random.nextInt(20) == 0 ? 995 + random.nextInt(10) : random.nextInt(12)];
            boolean ascii = random.nextBoolean();
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) (ascii ? 0x20 + random.nextInt(0x60) : 1 + random.nextInt(255));
            }
            out.string(octets).space().string(octets);

            ArgumentReader in = readBack();
            assertThat(in.stringOctets()).as("round %d", round).isEqualTo(octets);
            assertThat(in.space().stringOctets()).isEqualTo(octets);
            in.end();
        }
    }

    @Test
    void leavesOutNul() {
        out.string(new byte[] {'a', 0, 'b'});

        assertThat(written()).isEqualTo("{2}\r\nab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INBOX",
                "a b",
                "NIL",
                "nil",
                "a\"b",
                "a\\b",
                "a%b",
                "{5}",
                "a]b",
                "~x",
                "~{5}",
                "(x)",
                "\u00e9t\u00e9 & co",
                "a\u007fb"
            })
    void writesMailboxNamesSoThatTheyCanBeReadBack(String name) {
        if (name.isEmpty() || name.contains("\u007f")) {
            out.astring(ModifiedUtf7.encode(name));
            assertThat(readBack().mailboxText()).isEqualTo(name);
            return;
        }
        out.mailbox(new MailboxName(name));
        ArgumentReader in = readBack();

        assertThat(in.mailboxName().value()).isEqualTo(name);
        in.end();
    }

    @Test
    void writesNumbersOfEveryLength() {
        for (long n = 1; n > 0 && n < Long.MAX_VALUE / 10; n *= 10) {
            for (long value : new long[] {n - 1, n, n + 1}) {
                out.number(value);
                assertThat(written()).isEqualTo(Long.toString(value));
            }
        }
        out.number(Long.MAX_VALUE).space().number(0);
        assertThat(written()).isEqualTo("9223372036854775807 0");
    }

    @Test
    void writesFlagsAndNil() {
        out.flags(Flags.of("\\Seen", "Work")).space().flags(Flags.NONE).space().nstring(Optional.empty());

        assertThat(written()).isEqualTo("(\\Seen Work) () NIL");
    }

    @Test
    void writesLiteralsByReference() {
        out.text("x ").literal(Content.of("abc".getBytes(ISO_8859_1))).space().literal8(Content.of(new byte[] {0}));
        out.endLine();

        assertThat(written()).isEqualTo("x {3}\r\nabc ~{1}\r\n\0\r\n");
    }

    @Test
    void dropsALineOfWhichNothingHasLeft() {
        out.text("first").endLine();
        int mark = out.mark();
        out.text("* 1 FETCH (BODY");

        assertThat(out.abandonLine(mark)).isTrue();
        out.text("second").endLine();
        assertThat(written()).isEqualTo("first\r\nsecond\r\n");
    }

    @Test
    void keepsALineOfWhichALiteralHasLeft() {
        int mark = out.mark();
        out.text("* 1 FETCH (BODY[] ").literal(Content.of(new byte[] {'a'}));

        assertThat(out.abandonLine(mark)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:2", "1,3", "1:3,7,9:10", "5,4,3", "4294967294:4294967295"})
    void writesUidsAsRanges(String set) {
        List<Long> uids = new ArrayList<>();
        for (String range : set.isEmpty() ? new String[0] : set.split(",")) {
            String[] ends = range.split(":");
            for (long uid = Long.parseLong(ends[0]); uid <= Long.parseLong(ends[ends.length - 1]); uid++) {
                uids.add(uid);
            }
        }

        assertThat(UidSet.of(uids)).isEqualTo(set);
    }
}
