package io.pymap.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pymap.control.Caller.Reply;
import io.pymap.fixture.Backend;
import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.RawImapClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mailboxes and messages by the control API, on each backend. */
class MailRoutesTest {

    private static final String MAILBOXES = "/v1/accounts/bob/mailboxes";
    private static final String MESSAGES = MAILBOXES + "/INBOX/messages";

    private static EmbeddedImapServer server(Backend backend) {
        return EmbeddedImapServer.builder()
                .backend(backend)
                .account("bob", "secret")
                .account("ann", "secret")
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void makesRenamesAndDeletesMailboxes(Backend backend) {
        try (EmbeddedImapServer imap = server(backend);
                ControlServer control = ControlServer.builder(imap.fixture()).start()) {
            Caller caller = new Caller(control.uri());
            String archive = MAILBOXES + "/Archive%2F2025";

            Reply made = caller.json(
                    "PUT",
                    archive,
                    "{\"uidValidity\":4711,\"uidNext\":500,\"specialUse\":[\"\\\\Archive\"],\"subscribed\":true}");
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            assertThat(made.text())
                    .contains("\"name\":\"Archive/2025\",\"uidValidity\":4711,\"uidNext\":500")
                    .contains("\"messages\":0,\"unseen\":0,\"specialUse\":[\"\\\\Archive\"]");
            assertThat(caller.json("PUT", archive, "{\"ifAbsent\":true}").status())
                    .isEqualTo(200);

            Reply renamed = caller.json("PATCH", archive, "{\"name\":\"Old\",\"uidValidity\":\"new\"}");
            assertThat(renamed.json().path("name").asText()).isEqualTo("Old");
            assertThat(renamed.json().path("uidValidity").asLong()).isGreaterThan(4711);
            assertThat(caller.get(archive).status()).isEqualTo(404);
            JsonNode all = caller.get(MAILBOXES).json().path("mailboxes");
            assertThat(all.get(0).path("name").asText()).isEqualTo("INBOX");
            assertThat(caller.delete(MAILBOXES + "/Old").status()).isEqualTo(204);
            assertThat(imap.account("bob").mailboxes()).doesNotContain("Old");
        }
    }

    @ParameterizedTest
    @EnumSource
    void putsInChangesAndTakesOutMessages(Backend backend) {
        try (EmbeddedImapServer imap = server(backend);
                ControlServer control = ControlServer.builder(imap.fixture()).start()) {
            Caller caller = new Caller(control.uri());

            Reply raw = caller.send(
                    "POST",
                    MESSAGES + "?flag=%5CSeen&flag=$Paid&uid=7&internalDate=2025-02-28T23:59:58%2B13:00",
                    "Subject: hi\r\n\r\nh\u00e9llo\r\n",
                    "Content-Type",
                    "message/rfc822");
            assertThat(raw.text()).isEqualTo("{\"uids\":[7]}");
            Reply words =
                    caller.json("POST", MESSAGES, "{\"subject\":\"Gr\u00fc\u00dfe\",\"from\":\"ann@example.org\"}");
            assertThat(words.json().path("uids").get(0).asLong()).isEqualTo(8);
            Reply lines = caller.send(
                    "POST",
                    MESSAGES,
                    "{\"subject\":\"a\"}\n\n{\"rawBase64\":\"U3ViamVjdDogYg0KDQo=\",\"flags\":[\"\\\\Flagged\"]}\n",
                    "Content-Type",
                    "application/x-ndjson");
            assertThat(lines.text()).isEqualTo("{\"uids\":[9,10]}");

            JsonNode all = caller.get(MESSAGES).json();
            assertThat(all.path("uidNext").asLong()).isEqualTo(11);
            JsonNode first = all.path("messages").get(0);
            assertThat(first.path("flags").toString()).isEqualTo("[\"$Paid\",\"\\\\Seen\"]");
            assertThat(first.path("internalDate").asText()).isEqualTo("2025-02-28T23:59:58+13:00");
            assertThat(first.has("raw")).isFalse();
            assertThat(all.path("messages").get(1).path("subject").asText()).isEqualTo("Gr\u00fc\u00dfe");
            assertThat(caller.get(MESSAGES + "/7", "Accept", "message/rfc822")
                            .response()
                            .body())
                    .isEqualTo("Subject: hi\r\n\r\nh\u00e9llo\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(caller.get(MESSAGES, "Accept", "application/x-ndjson")
                            .text()
                            .lines())
                    .hasSize(4);

            JsonNode changed = caller.json("PATCH", MESSAGES + "/8", "{\"add\":[\"\\\\Answered\",\"x\"]}")
                    .json();
            assertThat(changed.path("flags").toString()).isEqualTo("[\"\\\\Answered\",\"x\"]");
            assertThat(caller.json("PATCH", MESSAGES + "/8", "{\"remove\":[\"x\"]}")
                            .json()
                            .path("flags"))
                    .hasSize(1);

            caller.json("PUT", "/v1/accounts/ann/mailboxes/Post", "{}");
            assertThat(caller.json("POST", MESSAGES + "/7/copy", "{\"mailbox\":\"Post\",\"login\":\"ann\"}")
                            .text())
                    .isEqualTo("{\"uid\":1}");
            assertThat(caller.json("POST", MESSAGES + "/7/move", "{\"mailbox\":\"Nowhere\"}")
                            .status())
                    .isEqualTo(404);
            assertThat(caller.delete(MESSAGES + "/9").status()).isEqualTo(204);
            assertThat(imap.account("bob").inbox().uids()).containsExactly(7L, 8L, 10L);
            assertThat(caller.json("POST", MESSAGES, "{\"uid\":3}").status()).isEqualTo(409);

            RawImapClient client =
                    RawImapClient.connect(imap.endpoint().as("ann")).login();
            assertThat(client.send("EXAMINE Post").untagged()).contains("* 1 EXISTS");
            assertThat(caller.delete(MESSAGES).status()).isEqualTo(204);
            assertThat(imap.account("bob").inbox().uids()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsMail(Backend backend) {
        try (EmbeddedImapServer imap = server(backend);
                ControlServer control = ControlServer.builder(imap.fixture()).start()) {
            Caller caller = new Caller(control.uri());
            RawImapClient client =
                    RawImapClient.connect(imap.endpoint().as("bob")).login();

            assertThat(caller.json("PUT", "/v1/accounts/bob/quota", "{\"full\":true}")
                            .status())
                    .isEqualTo(204);
            assertThat(client.send("APPEND INBOX {4+}\r\na: b").code()).contains("OVERQUOTA");
            assertThat(caller.delete("/v1/accounts/bob/quota").status()).isEqualTo(204);
            assertThat(client.send("APPEND INBOX {4+}\r\na: b").status()).isEqualTo("OK");
        }
    }
}
