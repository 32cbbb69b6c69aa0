package io.pymap.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pymap.control.Caller.Reply;
import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.RawImapClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each route as a client of another language sees it, and what it does to the server. */
class ControlServerTest {

    private final EmbeddedImapServer imap = EmbeddedImapServer.builder()
            .clockAt(Instant.parse("2026-01-01T00:00:00Z"))
            .account("bob", "secret")
            .start();
    private final ControlServer control =
            ControlServer.builder(imap.fixture()).told("1.2", "dict", "full").start();
    private final Caller caller = new Caller(control.uri());

    @AfterEach
    void close() {
        control.close();
        imap.close();
    }

    @Test
    void tellsOfTheServer() {
        JsonNode server = caller.get("/v1/server").json();

        assertThat(server.path("port").asInt()).isEqualTo(imap.server().port());
        assertThat(server.path("accounts").toString()).isEqualTo("[\"bob\"]");
        assertThat(server.path("tls").asText()).isEqualTo("NONE");
        assertThat(server.has("tlsPort")).isFalse();
        assertThat(caller.get("/health").text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(caller.get("/v1/profiles").json().path("profiles").size()).isGreaterThan(5);
    }

    @Test
    void makesChangesAndRemovesAccounts() {
        assertThat(caller.json("PUT", "/v1/accounts/ann", "{\"password\":\"x\"}")
                        .status())
                .isEqualTo(201);
        assertThat(caller.json("PUT", "/v1/accounts/ann", "{\"password\":\"y\"}")
                        .status())
                .isEqualTo(200);
        assertThat(RawImapClient.connect(imap.endpoint().as("ann")).login()).isNotNull();
        Reply madeUp = caller.send("PUT", "/v1/accounts/cid%40example.org", "");
        assertThat(madeUp.json().path("password").asText()).hasSize(16);
        assertThat(imap.account("cid@example.org").password())
                .isEqualTo(madeUp.json().path("password").asText());
        assertThat(caller.get("/v1/accounts").json().path("accounts").size()).isEqualTo(3);

        assertThat(caller.delete("/v1/accounts/ann").status()).isEqualTo(204);

        assertThat(imap.logins()).containsExactly("bob", "cid@example.org");
        assertThat(caller.get("/v1/accounts/ann").detail())
                .startsWith("No account ann; there are bob, cid@example.org");
    }

    @Test
    void letsFaultsHappen() {
        Reply rule = caller.json("POST", "/v1/faults", "{\"rule\":\"on SELECT nth 1 no '[UNAVAILABLE] later'\"}");
        assertThat(rule.status()).isEqualTo(201);

        RawImapClient client = RawImapClient.connect(imap.endpoint()).login();
        assertThat(client.send("SELECT INBOX").status()).isEqualTo("NO");
        assertThat(client.send("SELECT INBOX").status()).isEqualTo("OK");

        JsonNode all = caller.get("/v1/faults").json();
        assertThat(all.path("rules").get(0).path("hits").asInt()).isEqualTo(1);
        assertThat(all.path("answered").get(0).path("tag").asText()).isNotEmpty();
        assertThat(caller.get("/v1/faults/1").json().path("rule").asText()).startsWith("on SELECT nth 1 no");
        assertThat(caller.delete("/v1/faults/1").status()).isEqualTo(204);
        assertThat(caller.get("/v1/faults/1").status()).isEqualTo(404);
        assertThat(caller.send("PUT", "/v1/faults/tls/STRIP_STARTTLS", "").status())
                .isEqualTo(204);
        assertThat(caller.delete("/v1/faults").status()).isEqualTo(204);
        assertThat(imap.faults().rules()).isEmpty();
    }

    @Test
    void holdsUpCommandsUntilAGateIsOpened() {
        caller.json("POST", "/v1/faults", "{\"rule\":\"on NOOP pause until 'the mail is there'\"}");
        RawImapClient client = RawImapClient.connect(imap.endpoint()).login();
        client.send("SELECT INBOX");
        client.sendRaw("x NOOP\r\n");
        caller.json("POST", "/v1/accounts/bob/mailboxes/INBOX/messages", "{}");

        assertThat(caller.delete("/v1/gates/the%20mail%20is%20there").status()).isEqualTo(204);

        assertThat(client.readLine()).isEqualTo("* 1 EXISTS");
        assertThat(caller.send("PUT", "/v1/gates/the%20mail%20is%20there", "").status())
                .isEqualTo(204);
        assertThat(caller.get("/v1/faults/1").json().path("rule").asText())
                .isEqualTo("on NOOP pause until 'the mail is there'");
    }

    @Test
    void listsAndEndsSessions() {
        RawImapClient client = RawImapClient.connect(imap.endpoint()).login();
        client.send("SELECT INBOX");

        JsonNode sessions = caller.get("/v1/sessions").json();

        assertThat(sessions.path("open").asInt()).isEqualTo(1);
        JsonNode session = sessions.path("sessions").get(0);
        assertThat(session.path("login").asText()).isEqualTo("bob");
        assertThat(session.path("mailbox").asText()).isEqualTo("INBOX");
        assertThat(session.path("peer").asText()).contains("127.0.0.1");
        assertThat(caller.delete("/v1/sessions").status()).isEqualTo(204);
        assertThat(imap.sessions()).isEmpty();
    }

    @Test
    void waits() {
        RawImapClient.connect(imap.endpoint()).login().send("SELECT INBOX");

        assertThat(caller.json("POST", "/v1/await", "{\"selected\":\"INBOX\"}").status())
                .isEqualTo(200);
        assertThat(caller.json("POST", "/v1/await", "{\"command\":\"SELECT *\"}")
                        .json()
                        .path("tag")
                        .asText())
                .isNotEmpty();
        Reply late = caller.json("POST", "/v1/await", "{\"idling\":\"INBOX\",\"atMost\":\"PT0.01S\"}");
        assertThat(late.status()).isEqualTo(408);
        assertThat(late.detail()).contains("Waited 10 ms for a client that idles in INBOX", "connection 1: user bob");
    }

    @Test
    void waitsForMail() {
        assertThat(caller.json("POST", "/v1/await", "{\"mailbox\":\"INBOX\",\"login\":\"bob\",\"messages\":0}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.json("POST", "/v1/await", "{\"mailbox\":\"INBOX\",\"changedSince\":9,\"atMost\":\"PT0S\"}")
                        .status())
                .isEqualTo(408);
    }

    @Test
    void turnsTheClock() {
        assertThat(caller.get("/v1/clock").text()).isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"standsStill\":true}");
        RawImapClient client = RawImapClient.connect(imap.endpoint());

        Reply clock = caller.json("POST", "/v1/clock", "{\"advance\":\"PT1H\"}");

        client.close(); // till here: a connection that nobody knows may be closed at any time
        assertThat(clock.json().path("now").asText()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(imap.transcript().asText()).contains("* BYE");
        assertThat(caller.json("POST", "/v1/clock", "{\"advanceTo\":\"2025-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void changesCapabilities() {
        RawImapClient client = RawImapClient.connect(imap.endpoint()).login();

        assertThat(caller.json("POST", "/v1/capabilities", "{\"without\":[\"MOVE\"],\"user\":\"bob\"}")
                        .status())
                .isEqualTo(204);

        assertThat(client.send("CAPABILITY").untagged().toString()).doesNotContain(" MOVE");
        assertThat(caller.delete("/v1/capabilities").status()).isEqualTo(204);
        assertThat(client.send("CAPABILITY").untagged().toString()).contains(" MOVE");
    }

    @Test
    void issuesTokens() {
        String token = caller.json("POST", "/v1/tokens", "{\"login\":\"bob\",\"expiresIn\":\"PT1H\"}")
                .json()
                .path("token")
                .asText();

        assertThat(RawImapClient.connect(imap.endpoint().withToken(token)).login())
                .isNotNull();
        assertThat(caller.delete("/v1/tokens/" + token).status()).isEqualTo(204);
        assertThat(caller.json("POST", "/v1/tokens", "{\"login\":\"nobody\"}").status())
                .isEqualTo(404);
    }

    @Test
    void comesBackToWhatItWas() {
        caller.json("POST", "/v1/seed", "{\"mailboxes\":[{\"messages\":[{\"subject\":\"one\"}]}]}");
        String id = caller.json("POST", "/v1/snapshots", "{}").json().path("id").asText();
        caller.delete("/v1/accounts/bob/mailboxes/INBOX/messages");
        caller.json("PUT", "/v1/accounts/ann", "{}");

        assertThat(caller.send("PUT", "/v1/snapshots/" + id + "/restore", "").status())
                .isEqualTo(204);
        assertThat(imap.inbox().message(1).subject()).isEqualTo("one");
        assertThat(imap.logins()).containsExactly("bob");
        assertThat(caller.delete("/v1/snapshots/" + id).status()).isEqualTo(204);
        assertThat(caller.send("PUT", "/v1/snapshots/" + id + "/restore", "").status())
                .isEqualTo(404);

        assertThat(caller.send("POST", "/v1/reset", "").status()).isEqualTo(204);
        assertThat(imap.inbox().messages()).isEmpty();
    }

    @Test
    void showsTheTranscript() {
        imap.faults().on("NOOP").untaggedBefore("* OK hello");
        RawImapClient client = RawImapClient.connect(imap.endpoint());
        client.send("LOGIN bob secret");
        client.send("NOOP");

        JsonNode shown = caller.get("/v1/transcript").json();
        JsonNode clear = caller.get("/v1/transcript?clear=true").json();

        List<String> texts = new ArrayList<>();
        shown.path("lines").forEach(line -> texts.add(line.path("text").asText()));
        assertThat(texts).anyMatch(text -> text.endsWith("NOOP")).noneMatch(text -> text.contains("secret"));
        assertThat(clear.path("lines").toString()).contains("secret");
        assertThat(clear.path("connections").get(0).path("id").asText()).isEqualTo("1");
        assertThat(clear.path("remarks").get(0).path("text").asText()).startsWith("FAULT rule #1");
        assertThat(clear.path("remarks").get(0).path("lines").asInt()).isBetween(3, 8);
        assertThat(caller.get("/v1/transcript", "Accept", "text/plain").text())
                .isEqualTo(imap.transcript().asText());
        assertThat(caller.delete("/v1/transcript").status()).isEqualTo(204);
        assertThat(imap.transcript().lines()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET    | /v1/nothing                                   |                              | 404 | No such path",
                "POST   | /v1/server                                    |                              | 405 | Expected one of GET",
                "GET    | /v1/accounts/ann                              |                              | 404 | No account ann; there are bob",
                "GET    | /v1/accounts/%FF                              |                              | 400 | percent-encoded UTF-8",
                "PUT    | /v1/accounts/ann                              | {\"pasword\":\"x\"}          | 400 | pasword",
                "PUT    | /v1/accounts/ann                              | {\"password\":               | 400 | line 1",
                "PUT    | /v1/accounts/ann                              | {\"password\":5}             | 400 | line 1",
                "PUT    | /v1/accounts/bob/quota                        | {}                           | 400 | either",
                "PUT    | /v1/accounts/bob/quota                        | {\"octets\":-1}              | 422 | 0 or more",
                "GET    | /v1/accounts/bob/mailboxes/Archiv             |                              | 404 | No mailbox Archiv of bob; there are INBOX",
                "PUT    | /v1/accounts/bob/mailboxes/INBOX              | {}                           | 409 | exists already",
                "PUT    | /v1/accounts/bob/mailboxes/a%2F%2Fb           | {}                           | 422 | -",
                "PUT    | /v1/accounts/bob/mailboxes/New                | {\"uidValidity\":-4}         | 422 | UIDVALIDITY",
                "PATCH  | /v1/accounts/bob/mailboxes/INBOX              | {\"specialUse\":[\"Foo\"]}   | 422 | special uses",
                "PATCH  | /v1/accounts/bob/mailboxes/INBOX              | {\"uidValidity\":\"7\"}      | 422 | only ascends",
                "DELETE | /v1/accounts/bob/mailboxes/INBOX              |                              | 409 | INBOX",
                "GET    | /v1/accounts/bob/mailboxes/INBOX/messages/1   |                              | 404 | No message with UID 1",
                "GET    | /v1/accounts/bob/mailboxes/INBOX/messages/x   |                              | 404 | UID",
                "POST   | /v1/accounts/bob/mailboxes/INBOX/messages     | {\"eml\":\"/etc/passwd\"}    | 422 | names a file",
                "POST   | /v1/accounts/bob/mailboxes/INBOX/messages     | {\"subjekt\":\"x\"}          | 422 | subjekt",
                "POST   | /v1/accounts/bob/mailboxes/INBOX/messages     | [1]                          | 400 | JSON object",
                "POST   | /v1/accounts/bob/mailboxes/INBOX/messages     |                              | 415 | message/rfc822",
                "POST   | /v1/seed                                      | {\"mailboxes\":[{\"mbox\":\"/x\"}]} | 422 | names a file",
                "POST   | /v1/seed                                      | {\"mailboxes\":[{\"user\":\"ann\"}]} | 422 | No account ann",
                "POST   | /v1/faults                                    | {\"rule\":\"on FETCH explode\"} | 422 | -",
                "POST   | /v1/faults                                    | {\"rule\":null}              | 400 | rule",
                "POST   | /v1/faults                                    | {}                           | 400 | rule",
                "GET    | /v1/faults/7                                  |                              | 404 | No rule 7",
                "PUT    | /v1/faults/tls/UNLUCKY                        |                              | 404 | there are EXPIRED",
                "PUT    | /v1/faults/lag                                | {\"by\":\"-PT5S\"}          | 422 | a duration of 0",
                "PUT    | /v1/faults/tls/EXPIRED                        |                              | 409 | no TLS",
                "POST   | /v1/await                                     | {}                           | 400 | Expected one of",
                "POST   | /v1/await                                     | {\"idling\":\"INBOX\",\"connections\":1} | 400 | Expected one of",
                "POST   | /v1/await                                     | {\"mailbox\":\"INBOX\"}      | 400 | Expected one of",
                "POST   | /v1/await                                     | {\"connections\":0,\"atMost\":\"soon\"} | 422 | PT10S",
                "POST   | /v1/clock                                     | {\"advance\":\"-PT1S\"}      | 422 | duration of 0",
                "POST   | /v1/clock                                     | {}                           | 400 | either",
                "POST   | /v1/capabilities                              | {\"with\":[\"FOO\"]}         | 422 | FOO",
                "POST   | /v1/capabilities                              | {\"user\":\"a\",\"beforeLogin\":true} | 400 | Expected one of",
                "DELETE | /v1/snapshots/9                               |                              | 404 | No snapshot 9",
                "GET    | /v1/transcript?clear=maybe                    |                              | 400 | true or false",
            })
    void refuses(String method, String path, String body, int status, String detail) {
        Reply reply = caller.json(method.strip(), path.strip(), body == null ? "" : body.strip());

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.detail()).contains(detail == null ? "" : detail.strip());
    }
}
