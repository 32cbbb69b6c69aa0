package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/faults.md has to try, as a client sees it that has selected a mailbox with one message. */
class FaultRowsTest {

    private static final String MESSAGE = "Subject: x\r\n\r\nbody\r\n";

    private final ServerFaults faults = new ServerFaults();
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .faults(faults)
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private LineClient selected() throws IOException {
        LineClient client = LineClient.login(server.port(), "ann", "secret");
        client.send("app APPEND INBOX {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\n");
        client.until("app OK");
        client.command("SELECT INBOX");
        return client;
    }

    /** Up to the tagged line, or the end of the connection. */
    private static String answer(LineClient client) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            Optional<String> line;
            do {
                line = client.lineIfAny();
                answer.append(line.orElse("<closed>")).append('\n');
            } while (line.filter(text -> !text.startsWith("x ")).isPresent());
        } catch (SocketException e) {
            answer.append("<reset>\n");
        }
        return answer.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "E-1|on UID FETCH close after 40|UID FETCH 1 BODY[]|\\* 1 FETCH \\(BODY\\[] \\{20}\\n.*<closed>",
                "E-4|on STATUS * dribble 1 every 1ms|STATUS INBOX (MESSAGES)|\\* STATUS INBOX \\(MESSAGES 1\\)\\nx OK .*",
                "E-6|on FETCH bye 'Later'|FETCH 1 FLAGS|\\* BYE Later\\n<closed>",
                "E-6, in the answer|on FETCH bye after 20|FETCH 1 FLAGS|\\* 1 FETCH .*\\* BYE Connection closed.\\n<closed>",
                "E-7|on LOGOUT reset|LOGOUT|<reset>",
                "E-8|on UID STORE before '* 1 EXPUNGE'|UID STORE 1 +FLAGS (x)|\\* 1 EXPUNGE\\n\\* 1 FETCH .*x OK .*",
                "E-9|on FETCH before '* 1 EXPUNGE'|FETCH 1 UID|\\* 1 EXPUNGE\\n\\* 1 FETCH \\(UID 1\\)\\nx OK .*",
                "E-10|on UID FETCH replace '(?s)\\* .*' with ''|UID FETCH 1 FLAGS|x OK .*",
                "E-11|on STATUS replace 'UIDVALIDITY \\d+' with 'UIDVALIDITY 1'|STATUS INBOX (UIDVALIDITY)|.*UIDVALIDITY 1\\).*",
                "E-12|on SELECT replace '\\* OK \\[UIDNEXT.*\\r\\n' with ''|SELECT INBOX|(?!.*UIDNEXT).*x OK .*",
                "E-12, no UID|on UID FETCH replace 'UID \\d+' with 'UID 0'|UID FETCH 1 UID|\\* 1 FETCH \\(UID 0\\)\\nx OK .*",
                "E-13|on FETCH literals off by 2|FETCH 1 BODY.PEEK[]|\\* 1 FETCH \\(BODY\\[] \\{22}\\n.*x OK .*",
                "E-14|on FETCH replace '(?s)BODY\\[] \\{\\d+}\\r\\n.*\\)' with 'BODY[] NIL)'|FETCH 1 BODY.PEEK[]|\\* 1 FETCH \\(BODY\\[] NIL\\)\\nx OK .*",
                "E-15|on FETCH replace 'BODY\\[HEADER]' with 'body[Header]'|FETCH 1 BODY.PEEK[HEADER]|\\* 1 FETCH \\(body\\[Header] .*",
                "E-16|on FETCH before '* 2 FETCH (FLAGS (\\Seen))'|FETCH 1 UID|\\* 2 FETCH \\(FLAGS \\(\\\\Seen\\)\\)\\n\\* 1 FETCH .*",
                "E-17|on NOOP before '* 9 FETCH (FLAGS ())' '* 3 EXISTS'|NOOP|\\* 9 FETCH .*\\n\\* 3 EXISTS\\nx OK .*",
                "E-18|on FETCH tagged-first|FETCH 1 UID|x OK .*",
                "E-19|on CAPABILITY replace ' IDLE' with ''|CAPABILITY|(?!.* IDLE).*x OK .*",
                "E-20|on ENABLE replace '\\* ENABLED.*\\r\\n' with ''|ENABLE CONDSTORE|x OK .*",
                "E-25|login no '[AUTHENTICATIONFAILED] no'|LOGIN ann secret|x NO \\[AUTHENTICATIONFAILED] no\\n",
                "E-26|on NOOP bye 'Session expired'|NOOP|\\* BYE Session expired\\n<closed>",
                "E-27|on FETCH times 2 no 'Request is throttled. Suggested Backoff Time: 300 milliseconds'|FETCH 1 UID|x NO Request .*",
                "E-28|login connection 1 no '[ALERT] Too many simultaneous connections.'|LOGIN ann secret|x NO \\[ALERT] Too many .*",
                "E-29|on STORE no '[X-NEW (a b)] ?'|STORE 1 FLAGS ()|x NO \\[X-NEW \\(a b\\)] \\?\\n",
                "E-30|on NOOP before '* OK [ALERT] Gr\u00fc\u00dfe'|NOOP|\\* OK \\[ALERT] Gr\u00fc\u00dfe\\nx OK .*",
                "E-31|on IDLE reply '{tag} OK enough'|IDLE|x OK enough\\n",
                "E-32|literal APPEND no '[TOOBIG] no'|APPEND INBOX {5}|x NO \\[TOOBIG] no\\n",
                "E-32, when it has come|on APPEND replace '\\[APPENDUID .*?] ' with ''|APPEND INBOX {1+}\\r\\nx|(?!.*APPENDUID).*x OK .*",
                "E-32, stored otherwise|on APPEND receive '(?s)x' as 'other'|APPEND INBOX {1+}\\r\\nx|.*x OK .*",
                "E-33|on UID COPY close afterwards|UID COPY 1 INBOX|.*x OK .*",
                "E-33, no COPYUID|on UID COPY replace '\\[COPYUID .*?] ' with ''|UID COPY 1 INBOX|(?!.*COPYUID).*x OK .*",
                "E-35|on LIST replace '\"/\"' with 'NIL'|LIST \"\" INBOX|\\* LIST \\(.*\\) NIL INBOX\\nx OK .*",
                "E-36|on FETCH replace 'BODYSTRUCTURE \\(.*\\)' with 'BODYSTRUCTURE (NIL \"MIXED\"))'|FETCH 1 BODYSTRUCTURE|\\* 1 FETCH \\(BODYSTRUCTURE \\(NIL \"MIXED\"\\)\\)\\nx OK .*",
                "E-36, a shape|on FETCH shape only-a-type|FETCH 1 BODYSTRUCTURE|\\* 1 FETCH \\(BODYSTRUCTURE .*\\(\"X-ZIP\" \\(\"BOUNDARY\" \"\"\\).* \"MIXED\"\\)\\)\\nx OK .*",
                "E-37|on SELECT replace 'HIGHESTMODSEQ \\d+' with 'HIGHESTMODSEQ 0'|SELECT INBOX|.*HIGHESTMODSEQ 0].*x OK .*",
                "E-38|on UID SEARCH reply '{tag} OK done'|UID SEARCH ALL|x OK done\\n",
                "E-39|on ENABLE replace ' IMAP4rev2' with ''|ENABLE IMAP4rev2|\\* ENABLED\\nx OK .*",
                "E-40|on FETCH replace 'INTERNALDATE \"[^\"]*\"' with 'INTERNALDATE \"soon\"'|FETCH 1 INTERNALDATE|.*INTERNALDATE \"soon\".*",
                "E-41|on COMPRESS no 'no'|COMPRESS DEFLATE|x NO no\\n",
                "E-42|on LIST replace 'INBOX' with 'Inbox'|LIST \"\" INBOX|\\* LIST \\(.*\\) \"/\" Inbox\\nx OK .*",
                "E-43|on * delay 5ms|NOOP|x OK .*",
                "E-44|on UID COPY crash|UID COPY 1 INBOX|<reset>",
                "E-44, done and not answered|on UID COPY crash after 0|UID COPY 1 INBOX|<reset>",
                "E-44, answered|on UID COPY crash afterwards|UID COPY 1 INBOX|.*x OK .*"
            })
    void goesWrongAsTold(String row, String rule, String command, String expected) throws IOException {
        try (LineClient client = selected()) {
            Rule made = faults.add(rule);
            client.send("x " + command.replace("\\r\\n", "\r\n") + "\r\n");

            assertThat(answer(client)).matches(Pattern.compile(expected + "\n?", Pattern.DOTALL));
            assertThat(made.hits()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "E-3|greeting delay 5ms|\\* OK .*",
                "E-5|greeting reply '+OK POP3 ready'|\\+OK POP3 ready",
                "E-5, busy|greeting bye 'busy'|\\* BYE busy",
                "E-5, two lines|greeting before '* OK wait'|\\* OK wait",
                "E-19|greeting replace '\\[CAPABILITY .*?] ' with ''|\\* OK Server ready .*",
                "E-28|greeting connection 1 bye '[UNAVAILABLE] no'|\\* BYE \\[UNAVAILABLE] no"
            })
    void greetsAsTold(String row, String rule, String expected) throws IOException {
        Rule made = faults.add(rule);
        try (LineClient client = LineClient.connect(server.port())) {
            assertThat(client.line()).matches(expected);
        }
        assertThat(made.hits()).isEqualTo(1);
    }

    /** E-32. */
    @Test
    void storesOtherOctetsThanWereSent() throws IOException {
        Rule made = faults.on("APPEND").replaceReceived("body", "BODY!");
        try (LineClient client = selected()) {
            assertThat(made.hits()).isEqualTo(1);
            assertThat(client.command("FETCH 1 BODY.PEEK[TEXT]")).contains("BODY!");
        }
    }

    /** E-36. */
    @ParameterizedTest
    @EnumSource
    void tellsARecordedShape(RecordedShape shape) throws IOException {
        Rule made = faults.add("on FETCH shape " + shape.word());
        assertThat(made).hasToString("on FETCH shape " + shape.word());
        try (LineClient client = selected()) {
            client.send("x FETCH 1 (UID BODYSTRUCTURE ENVELOPE FLAGS)\r\n");
            String answer = answer(client);

            assertThat(made.hits()).isEqualTo(1);
            assertThat(answer).startsWith("* 1 FETCH (UID 1 ").contains(" FLAGS (\\Recent))\nx OK ");
            assertThat(answer.indexOf("ENVELOPE")).isPositive().isEqualTo(answer.lastIndexOf("ENVELOPE"));
            assertThat(answer).containsOnlyOnce("BODYSTRUCTURE");
            assertThat(shape.source()).startsWith("https://github.com/");
        }
    }

    /** E-34. */
    @Test
    void writesVeryLongLines() throws IOException {
        faults.on("SEARCH").reply("* SEARCH" + " 1".repeat(1_000_000), "{tag} OK done");
        try (LineClient client = selected()) {
            client.send("x SEARCH ALL\r\n");
            assertThat(answer(client)).hasSize("* SEARCH".length() + 2_000_000 + 1 + "x OK done\n".length());
        }
    }
}
