package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.LineClient;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes later, or comes and goes, with a session on the event loop and with one on a worker. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class FaultsInTimeTest extends MisbehavingServer {

    FaultsInTimeTest(boolean mayBlock) {
        super(mayBlock);
    }

    // Time

    @Test
    void waitsForTheTest() throws Exception {
        Gate gate = Gate.closed();
        Rule rule = faults.on("FETCH").pauseUntil(gate);
        try (LineClient client = selected();
                LineClient other = login()) {
            client.send("a FETCH 1 FLAGS\r\nb NOOP\r\n");
            await(() -> rule.hits() == 1);
            other.command("SELECT INBOX");
            other.command("STORE 1 +FLAGS.SILENT (\\Flagged)");
            gate.open();

            assertThat(client.until("a ")).anyMatch(line -> line.contains("\\Flagged"));
        }
    }

    @Test
    void delays() throws IOException {
        faults.on("NOOP").delay(Duration.ofMillis(30));
        faults.on("NOOP").delay(Duration.ofMillis(20));
        try (LineClient client = login()) {
            long begin = System.nanoTime();
            client.send("a NOOP\r\nb CREATE x\r\n");
            assertThat(client.until("b ")).first().asString().startsWith("a OK");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    // IDLE

    @Test
    void disturbsAClientThatIdles() throws IOException {
        faults.onIdle().nth(1).untaggedAfter("* OK Still here").remove();
        faults.onIdle().nth(1).untaggedBefore("* OK Still here");
        faults.onIdle().nth(2).reply("{tag} OK I have had enough");
        faults.on("IDLE").nth(3).noContinuation();
        faults.onIdle().connection(3).bye("Idle for too long");
        try (LineClient client = selected()) {
            client.send("a IDLE\r\n");
            assertThat(client.line()).startsWith("+ ");
            assertThat(client.line()).isEqualTo("* OK Still here");
            client.send("DONE\r\n");
            assertThat(client.line()).startsWith("a OK");
            client.send("b IDLE\r\n");
            assertThat(client.line()).startsWith("+ ");
            assertThat(client.line()).isEqualTo("b OK I have had enough");
            client.send("DONE\r\n"); // under way meanwhile, and no command
            assertThat(client.line()).contains("BAD ");
            assertThat(client.command("NOOP")).last().asString().startsWith("t3 OK");
            client.send("c IDLE\r\nDONE\r\n");
            assertThat(client.line()).startsWith("c OK");
        }
        try (LineClient other = login();
                LineClient third = selected()) {
            other.command("NOOP");
            third.send("a IDLE\r\n");
            assertThat(readToEnd(third)).contains("+ ", "* BYE Idle for too long\r\n<closed>");
        }
    }

    /** News that came as IDLE was ended by the rule: the session has told it, and does not tell it twice. */
    @Test
    void tellsWithTheNextAnswerWhatCameAsIdleWasEnded() throws IOException {
        Mailbox inbox = account.find(MailboxName.INBOX).orElseThrow();
        faults.onIdle()
                .when(command -> {
                    inbox.copy(List.of(1L), inbox);
                    return true;
                })
                .reply("{tag} OK enough");
        try (LineClient client = selected()) {
            client.send("a IDLE\r\n");
            List<String> heard =
                    new ArrayList<>(client.until("a ")); // a session on a worker may be as quick as the rule
            assertThat(heard).last().isEqualTo("a OK enough");
            heard.addAll(client.command("NOOP"));
            assertThat(heard).containsOnlyOnce("* 2 EXISTS");
        }
    }

    @Test
    void tellsNothingToAClientThatIdles() throws IOException {
        Rule stall = faults.onIdle().fail(Fault.STALL);
        try (LineClient client = selected()) {
            client.send("a IDLE\r\n");
            assertThat(client.line()).startsWith("+ ");
            await(() -> stall.hits() == 1);
            try (LineClient other = login()) {
                append(other, "more\r\n");
            }
            client.send("DONE\r\n");
            await(() -> server.openConnections() == 1);
        }
        awaitNobody();
        assertThat(transcript.asText()).doesNotContain("2 EXISTS").contains("C: DONE");
    }

    // Rules that come and go

    @Test
    void rulesComeAndGoWhileClientsAreConnected() throws IOException {
        try (LineClient client = selected()) {
            client.send("a NOOP\r\nb IDLE\r\n");
            client.until("+ ");
            Rule rule = faults.on("NOOP").no("no");
            client.send("DONE\r\nc NOOP\r\n");
            assertThat(client.until("c ")).last().isEqualTo("c NO no");
            rule.remove();
            assertThat(client.command("NOOP")).last().asString().startsWith("t3 OK");
        }
    }

    @Test
    void aRuleActsOnTheLiteralThatWasAskedForBeforeItCame() throws IOException {
        try (LineClient client = login()) {
            client.send("a APPEND INBOX {2}\r\n");
            client.until("+ ");
            Rule rule = faults.on("APPEND").no("not now");
            client.send("x\r\n\r\n");
            assertThat(client.until("a ")).containsExactly("a NO not now");
            rule.remove();
            client.send("b APPEND INBOX {2}\r\n");
            client.until("+ ");
            client.send("x\r\n\r\n");
            assertThat(client.until("b ")).last().asString().startsWith("b OK");
        }
    }

    @Test
    void aRuleLetsAnAnswerEndThatTheClientHasNotReadYet() throws IOException {
        try (LineClient client = login()) {
            append(client, "x".repeat(4_000_000));
            client.command("SELECT INBOX");
            client.command("COPY 1 INBOX");
            client.command("COPY 1:2 INBOX");
            client.send("a FETCH 1:4 BODY.PEEK[]\r\nb NOOP\r\n"); // more than sockets hold
            assertThat(client.line()).startsWith("* 1 FETCH");
            Rule rule = faults.on("NOOP").no("no");
            client.send("c NOOP\r\n");
            assertThat(client.until("b ")).last().asString().startsWith("b OK");
            assertThat(client.line()).isEqualTo("c NO no");
            assertThat(rule.hits()).isEqualTo(1);
        }
    }

    @Test
    void rulesComeAndGoAmongManyCommandsUnderWay() throws IOException {
        try (LineClient client = selected()) {
            for (int round = 0; round < 8; round++) {
                client.send("a FETCH 1 (FLAGS BODY.PEEK[])\r\nb NOOP\r\n".repeat(20));
                Rule rule = faults.on("CHECK").no("no");
                client.send("c CHECK\r\n");
                assertThat(client.until("c ")).last().isEqualTo("c NO no");
                rule.remove();
                assertThat(client.command("CHECK")).last().asString().contains(" OK ");
            }
        }
    }
}
