package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.clients.LineClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets to see, with a session on the event loop and with one on a worker. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class FaultsTest extends MisbehavingServer {

    FaultsTest(boolean mayBlock) {
        super(mayBlock);
    }

    // In place of the answer

    @Test
    void answersInPlaceOfTheSession() throws IOException {
        Rule rule = faults.on("CREATE").times(2).no("[LIMIT] Too many");
        try (LineClient client = login()) {
            assertThat(client.command("CREATE a")).containsExactly("t2 NO [LIMIT] Too many");
            assertThat(client.command("create b")).containsExactly("t3 NO [LIMIT] Too many");
            assertThat(client.command("CREATE c")).last().asString().startsWith("t4 OK");
            assertThat(client.command("LIST \"\" *")).hasSize(3).anyMatch(line -> line.endsWith(" c"));
        }
        assertThat(rule.hits()).isEqualTo(2);
        assertThat(transcript.asText())
                .contains("# FAULT rule #1 (hit 2): on CREATE times 2 no '[LIMIT] Too many'\nS: t3 NO");
    }

    @Test
    void keepsTheOrderOfPipelinedCommands() throws IOException {
        faults.on("NOOP").nth(2).reply("* OK second", "{tag} OK really");
        faults.on("CHECK").bad("not today");
        try (LineClient client = selected()) {
            client.send("a NOOP\r\nb NOOP\r\nc FETCH 1 FLAGS\r\nd CHECK\r\ne NOOP\r\n");

            assertThat(client.until("e "))
                    .containsExactly(
                            "a OK NOOP completed.",
                            "* OK second",
                            "b OK really",
                            "* 1 FETCH (FLAGS (\\Recent))",
                            "c OK FETCH completed.",
                            "d BAD not today",
                            "e OK NOOP completed.");
        }
    }

    @Test
    void knowsWhoHasLoggedInThoughCommandsArePipelined() throws IOException {
        faults.on("CREATE").user("bob").no("not you");
        faults.on("FETCH").mailbox("other").no("not here");
        try (LineClient client = LineClient.connect(server.port())) {
            client.send("a LOGIN bob secret\r\nb CREATE x\r\nc CREATE other\r\nd SELECT INBOX\r\ne FETCH 1 FLAGS\r\n");
            assertThat(client.until("e "))
                    .contains("b NO not you", "c NO not you")
                    .last()
                    .asString()
                    .doesNotContain("not here");
        }
        try (LineClient client = login()) {
            client.send("a CREATE other\r\nb SELECT other\r\nc FETCH 1 FLAGS\r\n");
            assertThat(client.until("c "))
                    .anyMatch(line -> line.startsWith("a OK"))
                    .contains("c NO not here");
        }
    }

    @Test
    void refusesALiteralInPlaceOfAskingForIt() throws IOException {
        Rule rule = faults.onLiteral("APPEND").nth(1).no("[TOOBIG] No");
        try (LineClient client = login()) {
            client.send("a APPEND INBOX {5}\r\n");
            assertThat(client.line()).isEqualTo("a NO [TOOBIG] No");
            client.send("b APPEND INBOX {5}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.send("abcde\r\n");
            assertThat(client.line()).startsWith("b OK");
        }
        assertThat(rule.hits()).isEqualTo(1);
    }

    @Test
    void refusesACommandWhenItsLiteralHasCome() throws IOException {
        faults.on("APPEND").no("[OVERQUOTA] Full");
        try (LineClient client = login()) {
            client.send("a APPEND INBOX {5}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.send("abcde\r\nb APPEND INBOX {5+}\r\nabcde\r\nc STATUS INBOX (MESSAGES)\r\n");
            assertThat(client.until("c "))
                    .startsWith("a NO [OVERQUOTA] Full", "b NO [OVERQUOTA] Full", "* STATUS INBOX (MESSAGES 0)");
        }
    }

    @Test
    void refusesCredentialsWhenTheyHaveCome() throws IOException {
        Rule rule = faults.onLogin().times(2).no("[UNAVAILABLE] Later");
        try (LineClient client = LineClient.connect(server.port())) {
            client.line();
            client.send("a AUTHENTICATE PLAIN\r\n");
            assertThat(client.line()).startsWith("+");
            client.send("AGFubgBzZWNyZXQ=\r\n");
            assertThat(client.line()).isEqualTo("a NO [UNAVAILABLE] Later");
            client.send("b AUTHENTICATE PLAIN AGFubgBzZWNyZXQ=\r\n");
            assertThat(client.line()).isEqualTo("b NO [UNAVAILABLE] Later");
            client.send("c AUTHENTICATE PLAIN\r\n");
            assertThat(client.line()).startsWith("+");
            client.send("AGFubgBzZWNyZXQ=\r\n");
            assertThat(client.line()).startsWith("c OK");
        }
        assertThat(rule.hits()).isEqualTo(2);
    }

    @Test
    void goesOnBehindACommandThatChangesTheConnection() throws IOException {
        faults.on("STARTTLS").no("no TLS today");
        faults.on("COMPRESS").bad("no");
        try (LineClient client = login()) {
            assertThat(client.command("STARTTLS")).containsExactly("t2 NO no TLS today");
            assertThat(client.command("COMPRESS DEFLATE")).containsExactly("t3 BAD no");
            assertThat(client.command("NOOP")).last().asString().startsWith("t4 OK");
        }
    }

    @Test
    void answersWhatHasNoTag() throws IOException {
        faults.on("CREATE").no("no");
        try (LineClient client = login()) {
            client.send("\r\n\r\na*b NOOP\r\nc CREATE x\r\n");
            assertThat(client.until("c "))
                    .containsExactly(
                            "* BAD Expected a tag at column 1",
                            "* BAD Expected a tag at column 1",
                            "a BAD Expected a space at column 2",
                            "c NO no");
        }
    }

    @Test
    void saysGoodbye() throws IOException {
        faults.on("NOOP").nth(1).bye("Too busy");
        faults.on("LOGOUT").taggedBye("Good night");
        try (LineClient client = login();
                LineClient other = login()) {
            client.send("a NOOP\r\nb NOOP\r\n");
            assertThat(readToEnd(client)).isEqualTo("* BYE Too busy\r\n<closed>");
            other.send("a LOGOUT\r\n");
            assertThat(readToEnd(other)).isEqualTo("a BYE Good night\r\n<closed>");
        }
        awaitNobody();
    }

    // The greeting and the connection

    @Test
    void greetsInItsOwnWay() throws IOException {
        faults.onGreeting().connection(1).reply("* PREAUTH welcome");
        faults.onGreeting().connection(2).untaggedBefore("* OK wait");
        faults.onGreeting().connection(2).replace("IMAP4rev1 ?", "");
        faults.onGreeting().connection(3).bye("busy");
        faults.onConnect().connection(4).fail(Fault.CONNECTION_RESET);
        faults.onConnect().connection(5).fail(Fault.CLOSE);
        try (LineClient first = LineClient.connect(server.port())) {
            assertThat(first.line()).isEqualTo("* PREAUTH welcome");
            assertThat(first.command("NOOP")).last().asString().startsWith("t1 OK");
        }
        try (LineClient second = LineClient.connect(server.port())) {
            assertThat(second.line()).isEqualTo("* OK wait");
            assertThat(second.line()).startsWith("* OK [CAPABILITY IMAP4rev2 ");
        }
        for (String end : List.of("* BYE busy\r\n<closed>", "<reset>", "<closed>")) {
            assertThat(heardOnConnecting()).isEqualTo(end);
        }
        awaitNobody();
    }

    /** A reset may come while the client is still about to connect. */
    private String heardOnConnecting() throws IOException {
        try (LineClient client = LineClient.connect(server.port())) {
            return readToEnd(client);
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            return "<reset>";
        }
    }

    @Test
    void holdsTheGreetingBack() throws IOException {
        Gate gate = Gate.closed();
        Rule greeting = faults.onGreeting().pauseUntil(gate);
        Rule connect = faults.onConnect().delay(Duration.ofMillis(20));
        try (LineClient client = LineClient.connect(server.port())) {
            client.send("a NOOP\r\n");
            await(() -> greeting.hits() == 1);
            assertThat(transcript.asText()).doesNotContain("S: ");
            gate.open();
            assertThat(client.line()).startsWith("* OK ");
            assertThat(client.line()).startsWith("a OK");
        }
        assertThat(connect.hits()).isEqualTo(1);
    }

    @Test
    void limitsTheConnectionsOfAUser() throws IOException {
        Rule rule = faults.onLogin().others(1).no("[LIMIT] Too many");
        try (LineClient second = LineClient.connect(server.port())) {
            second.line();
            try (LineClient first = login()) {
                assertThat(second.command("LOGIN ann secret")).containsExactly("t1 NO [LIMIT] Too many");
                assertThat(second.command("AUTHENTICATE PLAIN AGFubgBzZWNyZXQ=")) // ann
                        .containsExactly("t2 NO [LIMIT] Too many");
                assertThat(second.command("AUTHENTICATE PLAIN ?"))
                        .last()
                        .asString()
                        .startsWith("t3 BAD");
                assertThat(first.command("NOOP")).last().asString().startsWith("t2 OK");
            }
            await(() -> server.openConnections() == 1);
            assertThat(second.command("LOGIN ann secret")).last().asString().startsWith("t4 OK");
            LineClient.login(server.port(), "bob", "secret").close();
        }
        assertThat(rule.hits()).isEqualTo(2);
    }

    @Test
    void refusesConnections() throws IOException {
        try (LineClient before = login()) {
            Rule rule = faults.onConnect().refuse();
            assertThatThrownBy(this::login).isInstanceOf(ConnectException.class);
            assertThatThrownBy(this::login).isInstanceOf(ConnectException.class);
            assertThat(rule.hits()).isEqualTo(1);
            assertThat(before.command("NOOP")).last().asString().startsWith("t2 OK");
            rule.remove();
            login().close();
        }
        faults.onConnect().refuse();
        faults.clear();
        login().close();
        awaitNobody();
    }

    // In the answer

    @Test
    void resetsInTheMiddleOfALiteral() throws IOException {
        Rule rule = faults.on("UID FETCH").nth(1).failAfterBytes(700, Fault.CONNECTION_RESET);
        try (LineClient client = selected()) {
            append(client, "12345678\r\n".repeat(100));
            client.send("a UID FETCH 2 BODY[]\r\nb NOOP\r\n");

            String read = readToEnd(client);
            assertThat(read).startsWith("* 2 FETCH (").endsWith("<reset>").doesNotContain("a OK");
            assertThat(read.replace("<reset>", "")).hasSizeBetween(690, 700); // whole lines, that is
        }
        assertThat(rule.hits()).isEqualTo(1);
        assertThat(transcript.asText())
                .contains("\n# FAULT rule #1 (hit 1): on UID FETCH nth 1 reset after 700\n# closed");
        awaitNobody();
    }

    @Test
    void failsBehindTheAnswerThatHasBeenGiven() throws IOException {
        faults.on("APPEND").failAfterBytes(0, Fault.CLOSE);
        faults.on("CREATE").failAfterwards(Fault.GARBAGE);
        try (LineClient client = login()) {
            client.send("a APPEND INBOX {3+}\r\nabc\r\n");
            assertThat(readToEnd(client)).isEqualTo("<closed>");
        }
        try (LineClient client = login()) {
            client.send("a CREATE x\r\n");
            assertThat(readToEnd(client)).startsWith("a OK").hasSizeGreaterThan(60);
        }
        try (LineClient client = login()) {
            assertThat(client.command("STATUS INBOX (MESSAGES)")).contains("* STATUS INBOX (MESSAGES 1)");
        }
    }

    @Test
    void endsOneDirectionOnly() throws IOException {
        faults.on("NOOP").fail(Fault.HALF_CLOSE);
        try (LineClient client = login()) {
            client.send("a NOOP\r\n");
            assertThat(readToEnd(client)).isEqualTo("<closed>");
            client.send("b NOOP\r\n");
            assertThat(server.openConnections()).isEqualTo(1);
        }
        awaitNobody();
    }

    @Test
    void tellsMore() throws IOException {
        faults.on("NOOP").nth(1).untaggedBefore("* 3 EXPUNGE", "* OK [ALERT] Maintenance");
        faults.on("NOOP").nth(2).untaggedAfter("* 7 EXISTS", "stale OK NOOP");
        faults.on("FETCH").nth(1).deferUntagged();
        faults.on("FETCH").nth(2).taggedFirst();
        try (LineClient client = selected()) {
            assertThat(client.command("NOOP"))
                    .containsExactly("* 3 EXPUNGE", "* OK [ALERT] Maintenance", "t3 OK NOOP completed.");
            assertThat(client.command("NOOP")).containsExactly("t4 OK NOOP completed.");
            assertThat(client.line()).isEqualTo("* 7 EXISTS");
            assertThat(client.line()).isEqualTo("stale OK NOOP");
            assertThat(client.command("FETCH 1 UID")).containsExactly("t5 OK FETCH completed.");
            assertThat(client.command("CHECK")).startsWith("* 1 FETCH (UID 1)").hasSize(2);
            assertThat(client.command("FETCH 1 UID")).containsExactly("t7 OK FETCH completed.");
            assertThat(client.line()).isEqualTo("* 1 FETCH (UID 1)");
        }
    }

    @Test
    void rewritesResponsesWithTheirLiterals() throws IOException {
        Rule unused = faults.on("FETCH").replace("NOTHING LIKE IT", "");
        faults.on("FETCH").nth(1).literalsOffBy(7);
        faults.on("FETCH").nth(2).literalsOffBy(-1);
        faults.on("FETCH").nth(3).rewrite(response -> response.startsWith("*") ? "" : response);
        faults.on("FETCH").nth(4).replace("x{100,}", "y");
        try (LineClient client = selected()) {
            assertThat(client.command("FETCH 1 BODY.PEEK[]").get(0)).isEqualTo("* 1 FETCH (BODY[] {1007}");
            assertThat(client.command("FETCH 1 BODY.PEEK[]").get(0)).isEqualTo("* 1 FETCH (BODY[] {999}");
            assertThat(client.command("FETCH 1 BODY.PEEK[]")).containsExactly("t5 OK FETCH completed.");
            assertThat(client.command("FETCH 1 BODY.PEEK[]")).startsWith("* 1 FETCH (BODY[] {1000}", "y", ")");
        }
        assertThat(unused.hits()).isZero();
    }

    @Test
    void closesTheConnectionWhereARulesOwnCodeFails() throws IOException {
        faults.on("NOOP").replace("OK", "$9");
        try (LineClient client = login()) {
            client.send("a NOOP\r\n");
            assertThat(client.lineIfAny()).isEmpty();
        }
        awaitNobody();
    }

    @Test
    void cutsAnswersIntoPieces() throws IOException {
        Rule dribble = faults.on("FETCH").dribble(7, Duration.ofNanos(1));
        Rule split = faults.on("NOOP").split(1, 5);
        try (LineClient client = selected()) {
            client.send("a FETCH 1 BODY.PEEK[]\r\nb NOOP\r\nc FETCH 1 UID\r\n");
            assertThat(client.until("c "))
                    .startsWith("* 1 FETCH (BODY[] {1000}", "x".repeat(998), ")")
                    .endsWith("b OK NOOP completed.", "* 1 FETCH (UID 1)", "c OK FETCH completed.");
        }
        assertThat(dribble.hits()).isEqualTo(2);
        assertThat(split.hits()).isEqualTo(1);
    }

    // Many

    @Test
    void countsHitsOfManyConnections() throws Exception {
        Rule rule = faults.on("NOOP").nth(3).times(5).no("one of five");
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(CompletableFuture.supplyAsync(() -> {
                try (LineClient client = login()) {
                    int refused = 0;
                    for (int j = 0; j < 25; j++) {
                        refused += client.command("NOOP").contains("t" + (j + 2) + " NO one of five") ? 1 : 0;
                    }
                    return refused;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        int refused = 0;
        for (CompletableFuture<Integer> client : clients) {
            refused += client.get();
        }
        assertThat(refused).isEqualTo(5);
        assertThat(rule.hits()).isEqualTo(5);
    }

    @Test
    void hasTheSameLuckWithTheSameSeed() throws IOException {
        List<List<Boolean>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            faults.clear();
            faults.on("CHECK").withProbability(0.5, 7).no("other");
            faults.on("NOOP").withProbability(0.5, 99).no("unlucky");
            List<Boolean> lucky = new ArrayList<>();
            try (LineClient client = login()) {
                for (int i = 0; i < 40; i++) {
                    lucky.add(client.command("NOOP").get(0).contains(" OK "));
                }
            }
            runs.add(lucky);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains(true, false);
    }

    @Test
    void leavesNoConnectionWhenTheClientHangsUpInTheMiddle() throws IOException {
        Rule stall = faults.on("NOOP").fail(Fault.STALL);
        Rule dribble = faults.on("FETCH").dribble(1, Duration.ofMillis(50));
        Rule pause = faults.on("CHECK").pauseUntil(Gate.closed());
        try (LineClient first = login();
                LineClient second = selected();
                LineClient third = selected()) {
            first.send("a NOOP\r\n" + "b STARTTLS\r\nc NOOP\r\n" + "d NOOP\r\n".repeat(200));
            second.send("a FETCH 1 BODY[]\r\n" + "b NOOP\r\n".repeat(200));
            third.send("a CHECK\r\n" + "b NOOP\r\n".repeat(200));
            await(() -> stall.hits() == 1 && dribble.hits() == 1 && pause.hits() == 1);
        }
        awaitNobody();
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatThrownBy(() -> faults.on("X").nth(0)).hasMessageContaining("from 1");
        assertThatThrownBy(() -> faults.on("X").withProbability(1.5, 1)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> faults.on("X").failAfterBytes(-1, Fault.BYE)).hasMessageContaining("octets");
    }
}
