package io.pymap.transcripts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.transport.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever a message looks like, its envelope and structure go out as the grammar has them. RFC 3501 9. */
class FetchedStructureTest {

    private static final String[] PIECES = {
        "From: Ann <ann@example.com>\r\n",
        "From: \"A \\\"q\\\" B\" <a@b>, group: x@y, z;, <@r1,@r2:u@v>\r\n",
        "To: ;\r\n",
        "To: nobody\r\n",
        "Cc: \u00e9\u00ff\0\u0001 <\u00e9@\u00e8>\r\n",
        "Subject: \u00c3\u00a9 \"quoted\" \\ {5}\r\n",
        "Subject: " + "x".repeat(1_200) + "\r\n",
        "Subject:\r\n folded\r\n\tmore\r\n",
        "Date: never\r\n",
        "Message-ID: <a@b>\r\n",
        "In-Reply-To: <\0>\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n",
        "Content-Type: multipart/alternative; boundary=c\r\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Type: text/plain; charset=\"x\\\"y\"; name=\u00e9; name*0=a; name*1=b\r\n",
        "Content-Type: text\r\n",
        "Content-Type: /\r\n",
        "Content-Type: multipart/mixed\r\n",
        "Content-Type: image/png\r\n",
        "Content-Type: message/rfc822; x=y\nContent-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: \"odd\" one\r\n",
        "Content-ID: <c\u00e9@d>\r\n",
        "Content-Description: a\r\n b\r\n",
        "Content-MD5: Q2hlY2s=\r\n",
        "Content-Disposition: attachment; filename=\"a\\\"b\"; x*=utf-8''%C3%A9\r\n",
        "Content-Disposition: ;\r\n",
        "Content-Language: en, de\r\n",
        "Content-Language: en\r\n",
        "Content-Location: http://x/ y\r\n",
        "\r\n",
        "\r\n",
        "\r\n",
        "\n",
        "--b\r\n",
        "--b\r\n",
        "--b--\r\n",
        "--c\r\n",
        "--c--\r\n",
        "text\r\n",
        ": no name\r\n",
        "no colon\r\n",
        "\r",
        "\0"
    };

    private static String message(SplittableRandom random) {
        StringBuilder message = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            message.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return message.toString();
    }

    @Test
    void writesWhatTheGrammarAllows() throws IOException {
        for (long seed = 0; seed < 1_000; seed++) {
            String message = message(new SplittableRandom(seed));
            try {
                checkAll(message);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n"
                                + Octets.showLiteral(message.getBytes(ISO_8859_1)),
                        e);
            }
        }
    }

    @Test
    void writesDeepStructuresAsTheGrammarHasThem() throws IOException {
        StringBuilder multiparts = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            multiparts
                    .append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        checkAll(multiparts.toString());
        checkAll("Content-Type: message/rfc822\r\n\r\n".repeat(300) + "Subject: inside\r\n\r\n");
        checkAll("Content-Type: multipart/digest; boundary=d\r\n\r\n"
                + "--d\r\n\r\nSubject: x\r\n\r\nabc\r\n".repeat(20_000));
    }

    private static void checkAll(String message) throws IOException {
        Setup setup = Script.parse("", "").setup();
        Backend backend = TestBackend.DICT.start(setup);
        backend.account("testuser")
                .find(MailboxName.INBOX)
                .orElseThrow()
                .append(List.of(
                        new NewMessage(Content.of(message.getBytes(ISO_8859_1)), Flags.NONE, new InternalDate(0, 0))));
        try (ScriptServer server = EmbeddedServer.start(setup, backend);
                Wire wire = server.connect()) {
            ask(wire, "a LOGIN testuser testpass\r\n");
            ask(wire, "b EXAMINE INBOX\r\n");
            fetch(wire, "ENVELOPE", FetchedStructureTest::checkEnvelope);
            fetch(wire, "BODY", body -> checkBody(body, false));
            fetch(wire, "BODYSTRUCTURE", body -> checkBody(body, true));
            ResponseParser rest = new ResponseParser(
                    ask(
                            wire,
                            "d FETCH 1 (BODY[] BODY[HEADER] BODY[TEXT] BODY[HEADER.FIELDS (Subject \"a b\" \"\")] BODY[1.MIME]"
                                    + " BODY[2.1]<1.5> BINARY.SIZE[] BINARY[] RFC822.HEADER FLAGS UID INTERNALDATE EMAILID)\r\n"),
                    true);
            assertThat(rest.response()).startsWith("*", "1", "FETCH").hasSize(4);
            assertThat(rest.response()).startsWith("d", "OK");
        }
    }

    private static byte[] ask(Wire wire, String command) throws IOException {
        wire.receive();
        wire.send(command.getBytes(ISO_8859_1));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(wire.receive());
        wire.send("z NOOP\r\n".getBytes(ISO_8859_1)); // its answer is what the next one reads first
        return answer.toByteArray();
    }

    private interface Check {
        void of(Object value);
    }

    private static void fetch(Wire wire, String item, Check check) throws IOException {
        ResponseParser answer = new ResponseParser(ask(wire, "c FETCH 1 " + item + "\r\n"));
        List<Object> response = answer.response();
        assertThat(response).startsWith("*", "1", "FETCH").hasSize(4);
        List<?> pair = list(response.get(3));
        assertThat(pair).hasSize(2).first().isEqualTo(item);
        check.of(pair.get(1));
        assertThat(answer.response()).startsWith("c", "OK");
        assertThat(answer.atEnd()).isTrue();
    }

    private static List<?> list(Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<?>) value;
    }

    private static void checkNString(Object value) {
        assertThat(value.equals("NIL") || value instanceof ResponseParser.Text)
                .as("nstring: %s", value)
                .isTrue();
    }

    private static void checkString(Object value) {
        assertThat(value).as("string").isInstanceOf(ResponseParser.Text.class);
    }

    private static void checkNumber(Object value) {
        assertThat(value).asString().matches("\\d+");
    }

    private static void checkEnvelope(Object value) {
        List<?> envelope = list(value);
        assertThat(envelope).hasSize(10);
        for (int i : new int[] {0, 1, 8, 9}) {
            checkNString(envelope.get(i));
        }
        for (int i = 2; i < 8; i++) {
            if (!envelope.get(i).equals("NIL")) {
                assertThat(list(envelope.get(i))).isNotEmpty();
                for (Object address : list(envelope.get(i))) {
                    assertThat(list(address)).hasSize(4);
                    list(address).forEach(FetchedStructureTest::checkNString);
                }
            }
        }
    }

    private static void checkParameters(Object value) {
        if (!value.equals("NIL")) {
            assertThat(list(value)).isNotEmpty();
            assertThat(list(value).size() % 2).isZero();
            list(value).forEach(FetchedStructureTest::checkString);
        }
    }

    private static void checkBody(Object value, boolean extended) {
        List<?> body = list(value);
        if (body.get(0) instanceof List) {
            int parts = 0;
            while (body.get(parts) instanceof List) {
                checkBody(body.get(parts++), extended);
            }
            checkString(body.get(parts));
            assertThat(body).hasSize(parts + (extended ? 5 : 1));
            if (extended) {
                checkParameters(body.get(parts + 1));
                checkExtension(body.subList(parts + 2, parts + 5));
            }
            return;
        }
        checkString(body.get(0));
        checkString(body.get(1));
        checkParameters(body.get(2));
        checkNString(body.get(3));
        checkNString(body.get(4));
        checkString(body.get(5));
        checkNumber(body.get(6));
        String type = ((ResponseParser.Text) body.get(0)).value().toLowerCase(Locale.ROOT);
        String subtype = ((ResponseParser.Text) body.get(1)).value().toLowerCase(Locale.ROOT);
        assertThat(type).as("a multipart without parts is no leaf").isNotEqualTo("multipart");
        int next = 7;
        if (type.equals("message") && subtype.equals("rfc822")) {
            checkEnvelope(body.get(7));
            checkBody(body.get(8), extended);
            checkNumber(body.get(9));
            next = 10;
        } else if (type.equals("text")) {
            checkNumber(body.get(7));
            next = 8;
        }
        assertThat(body).hasSize(next + (extended ? 4 : 0));
        if (extended) {
            checkNString(body.get(next));
            checkExtension(body.subList(next + 1, next + 4));
        }
    }

    private static void checkExtension(List<?> extension) {
        if (!extension.get(0).equals("NIL")) {
            assertThat(list(extension.get(0))).hasSize(2);
            checkString(list(extension.get(0)).get(0));
            checkParameters(list(extension.get(0)).get(1));
        }
        if (extension.get(1) instanceof List<?> languages) {
            assertThat(languages).isNotEmpty();
            languages.forEach(FetchedStructureTest::checkString);
        } else {
            checkNString(extension.get(1));
        }
        checkNString(extension.get(2));
    }
}
