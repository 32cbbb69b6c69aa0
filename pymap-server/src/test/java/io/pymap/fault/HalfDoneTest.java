package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.clients.LineClient;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E-33: commands that work on the first of their messages only, on an event loop and on a worker. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class HalfDoneTest extends MisbehavingServer {

    HalfDoneTest(boolean mayBlock) {
        super(mayBlock);
    }

    /** Messages 1 to 4 of INBOX, with the UIDs 1, 3, 4 and 5, all of which are in the saved result. */
    private LineClient withFourMessages() throws IOException {
        LineClient client = login();
        client.command("CREATE Archive");
        for (int i = 0; i < 5; i++) {
            append(client, "x");
        }
        client.command("SELECT INBOX");
        client.command("STORE 2 +FLAGS.SILENT (\\Deleted)");
        client.command("EXPUNGE");
        client.command("UID SEARCH RETURN (SAVE) ALL");
        return client;
    }

    private static String uids(LineClient client, String mailbox) throws IOException {
        client.command("EXAMINE " + mailbox);
        List<String> found = client.command("UID SEARCH RETURN (ALL) ALL");
        return found.get(0).replaceAll(".* ALL | UID$|\\* ESEARCH.*", "");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "UID MOVE 1:* Archive|.*COPYUID \\d+ 1,3 1:2].*EXPUNGE.*EXPUNGE.*x OK UID MOVE .*|4:5|1:2|1",
                "MOVE 2:* Archive|.*COPYUID \\d+ 3:4 1:2].*x OK MOVE .*|1,5|1:2|1",
                "MOVE * Archive|.*COPYUID \\d+ 5 1].*x OK .*|1,3:4|1|0",
                "COPY 4,1:2 Archive|x OK \\[COPYUID \\d+ 1,3 1:2].*|1,3:5|1:2|1",
                "UID COPY 5,4,2,1 {7+}\\r\\nArchive|x OK \\[COPYUID \\d+ 1,4 1:2].*|1,3:5|1:2|1",
                "UID MOVE $ Archive|.*COPYUID \\d+ 1,3 1:2].*x OK .*|4:5|1:2|1",
                "UID STORE *:1 +FLAGS (\\Seen)|\\* 1 FETCH \\(.*\\* 2 FETCH \\(((?!FETCH).)*x OK .*|1,3:5||1",
                "STORE 2:3 (UNCHANGEDSINCE 99) +FLAGS.SILENT (\\Seen)|\\* 2 FETCH .*\\* 3 FETCH .*x OK .*|1,3:5||0",
                "COPY 2:4 Nowhere|x NO .*|1,3:5||1",
                "COPY 2:9 Archive|x BAD .*|1,3:5||0",
                "COPY x Archive|x BAD .*|1,3:5||0",
                "NOOP|x OK .*|1,3:5||0"
            })
    void worksOnTheFirstMessagesOnly(String command, String expected, String inbox, String archive, int hits)
            throws IOException {
        try (LineClient client = withFourMessages()) {
            Rule rule = faults.add("on * nth 1 only first 2");
            client.send("x " + command.replace("\\r\\n", "\r\n") + "\r\n");

            assertThat(String.join("\n", client.until("x "))).matches("(?s)" + expected);
            assertThat(uids(client, "INBOX")).isEqualTo(inbox);
            assertThat(uids(client, "Archive")).isEqualTo(archive == null ? "" : archive);
            assertThat(rule.hits()).isEqualTo(hits);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"EXPUNGE|1,5", "UID EXPUNGE 1:*|1,5", "UID EXPUNGE 4:5|1,3"})
    void expungesTheFirstOfThoseThatAreDeleted(String command, String left) throws IOException {
        try (LineClient client = withFourMessages()) {
            client.command("UID STORE 3:5 +FLAGS.SILENT (\\Deleted)");
            faults.on("EXPUNGE").onlyFirst(2);
            faults.on("UID EXPUNGE").onlyFirst(2);

            List<String> answer = client.command(command);

            assertThat(answer).filteredOn(line -> line.endsWith(" EXPUNGE")).hasSize(2);
            assertThat(answer).last().asString().endsWith(command.replaceAll(" \\d.*", "") + " completed.");
            assertThat(uids(client, "INBOX")).isEqualTo(left);
        }
    }

    @Test
    void knowsTheEndOfTheCommandThatIsLimited() throws IOException {
        try (LineClient client = withFourMessages()) {
            Rule rule = faults.on("UID COPY").onlyFirst(1);
            client.send("a UID COPY 1:3 Archive\r\n");
            client.until("a OK");
            rule.remove();
            client.send("b UID COPY 1:3 Archive\r\nc UID COPY 1:3 Archive\r\n");
            client.until("c OK");

            assertThat(uids(client, "Archive")).isEqualTo("1:5");
            assertThat(rule.hits()).isEqualTo(1);
        }
        assertThat(transcript.asText())
                .contains("# FAULT rule #1 (hit 1): on UID COPY only first 1\nS: a OK [COPYUID ");
    }

    @Test
    void crashesHalfWay() throws IOException {
        try (LineClient client = withFourMessages()) {
            Rule first = faults.on("UID MOVE").onlyFirst(1);
            Rule crash = faults.on("UID MOVE").failAfterBytes(0, Fault.CRASH);
            client.send("a UID MOVE 1:* Archive\r\n");

            assertThatThrownBy(client::lineIfAny).isInstanceOf(SocketException.class);
            assertThat(first.hits()).isEqualTo(1);
            assertThat(crash.hits()).isEqualTo(1);
        }
        faults.clear();
        try (LineClient client = login()) {
            assertThat(uids(client, "INBOX")).isEqualTo("3:5");
            assertThat(uids(client, "Archive")).isEqualTo("1");
        }
    }
}
