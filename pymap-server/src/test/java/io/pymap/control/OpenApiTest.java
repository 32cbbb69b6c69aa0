package io.pymap.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.pymap.control.Caller.Reply;
import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} is what the server does: its routes, and the form of what goes in and comes out. */
class OpenApiTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final String INBOX = "/v1/accounts/bob/mailboxes/INBOX";

    /** A call of each operation, in this order. */
    private static final List<List<String>> CALLS = List.of(
            List.of("GET", "/"),
            List.of("GET", "/page.js"),
            List.of("GET", "/page.css"),
            List.of("GET", "/openapi.yaml"),
            List.of("GET", "/health"),
            List.of("GET", "/v1/server"),
            List.of("GET", "/v1/profiles"),
            List.of("GET", "/v1/sessions"),
            List.of("POST", "/v1/await", "{\"connections\":1,\"atMost\":\"PT5S\"}"),
            List.of("POST", "/v1/await", "{\"command\":\"NOOP\"}"),
            List.of("POST", "/v1/await", "{\"connections\":7,\"atMost\":\"PT0S\"}"),
            List.of("GET", "/v1/transcript"),
            List.of("GET", "/v1/transcript?clear=true"),
            List.of("DELETE", "/v1/sessions"),
            List.of("GET", "/v1/accounts"),
            List.of("PUT", "/v1/accounts/ann", "{\"password\":\"x\"}"),
            List.of("PUT", "/v1/accounts/ann", "{}"),
            List.of("GET", "/v1/accounts/ann"),
            List.of("GET", "/v1/accounts/nobody"),
            List.of("PUT", "/v1/accounts/ann/quota", "{\"octets\":4096}"),
            List.of("DELETE", "/v1/accounts/ann/quota"),
            List.of("DELETE", "/v1/accounts/ann"),
            List.of("GET", "/v1/accounts/bob/mailboxes"),
            List.of("GET", INBOX),
            List.of("PUT", INBOX, "{\"ifAbsent\":true}"),
            List.of("PUT", "/v1/accounts/bob/mailboxes/New", "{\"uidNext\":5,\"specialUse\":[\"\\\\Junk\"]}"),
            List.of("PATCH", "/v1/accounts/bob/mailboxes/New", "{\"name\":\"Newer\",\"uidValidity\":\"new\"}"),
            List.of(
                    "POST",
                    INBOX + "/messages",
                    "{\"subject\":\"x\",\"to\":[\"a@b.c\"],\"flags\":\"\\\\Seen\",\"attachments\":"
                            + "[{\"name\":\"a.txt\",\"text\":\"b\"}],\"headers\":{\"X\":\"y\"}}"),
            List.of("GET", INBOX + "/messages"),
            List.of("GET", INBOX + "/messages?raw=true"),
            List.of("GET", INBOX + "/messages/1"),
            List.of("PATCH", INBOX + "/messages/1", "{\"add\":[\"$Paid\"],\"remove\":[\"\\\\Seen\"]}"),
            List.of("POST", INBOX + "/messages/1/copy", "{\"mailbox\":\"Newer\"}"),
            List.of("POST", INBOX + "/messages/1/move", "{\"mailbox\":\"Newer\",\"login\":\"bob\"}"),
            List.of("DELETE", "/v1/accounts/bob/mailboxes/Newer/messages/2"),
            List.of("DELETE", INBOX + "/messages"),
            List.of("DELETE", "/v1/accounts/bob/mailboxes/Newer"),
            List.of(
                    "POST",
                    "/v1/seed",
                    "{\"mailboxes\":[{\"name\":\"Seeded\",\"user\":\"bob\",\"uidValidity\":3,\"specialUse\":\"\\\\Sent\","
                            + "\"subscribed\":true,\"generate\":2,\"seed\":1,\"messages\":[{\"raw\":\"a: b\"}]}]}"),
            List.of("POST", "/v1/faults", "{\"rule\":\"on NOOP no 'x'\"}"),
            List.of("POST", "/v1/faults", "{\"rule\":\"on NOOP\"}"),
            List.of("GET", "/v1/faults"),
            List.of("GET", "/v1/faults/1"),
            List.of("DELETE", "/v1/faults/1"),
            List.of("PUT", "/v1/faults/tls/EXPIRED"),
            List.of("PUT", "/v1/faults/lag", "{\"by\":\"PT5S\"}"),
            List.of("GET", "/v1/faults/tls/crl"),
            List.of("PUT", "/v1/gates/a%20b"),
            List.of("DELETE", "/v1/gates/a%20b"),
            List.of("DELETE", "/v1/faults"),
            List.of("POST", "/v1/capabilities", "{\"without\":[\"MOVE\"],\"hidden\":[\"IDLE\"],\"afterLogin\":true}"),
            List.of("DELETE", "/v1/capabilities"),
            List.of("POST", "/v1/tokens", "{\"expiresIn\":\"PT1H\"}"),
            List.of("DELETE", "/v1/tokens/xyz"),
            List.of("GET", "/v1/clock"),
            List.of("POST", "/v1/clock", "{\"advance\":\"PT1S\"}"),
            List.of("POST", "/v1/snapshots", "{}"),
            List.of("PUT", "/v1/snapshots/1/restore", "{}"),
            List.of("DELETE", "/v1/snapshots/1"),
            List.of("DELETE", "/v1/transcript"),
            List.of("POST", "/v1/reset", "{}"));

    private final EmbeddedImapServer imap = EmbeddedImapServer.builder()
            .account("bob", "secret")
            .tls(Tls.STARTTLS)
            .start();
    private final ControlServer control = ControlServer.builder(imap.fixture()).start();
    private final Caller caller = new Caller(control.uri());
    private final JsonNode document = read();

    @AfterEach
    void close() {
        control.close();
        imap.close();
    }

    private JsonNode read() {
        try {
            return new YAMLMapper().readTree(caller.get("/openapi.yaml").text());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Route> routes() {
        return new Routes(new ControlledServer(imap.fixture(), "", "", "")).all();
    }

    @Test
    void hasEveryRouteAndNoOther() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(documented)
                .isEqualTo(routes().stream()
                        .map(route -> route.method() + " " + route.template())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void hasARowForEveryRouteInItsManual() throws IOException {
        String manual = Files.readString(Path.of("docs", "control.md"));

        assertThat(routes())
                .allSatisfy(route -> assertThat(manual).contains("`" + route.method() + " " + route.template() + "`"));
    }

    @Test
    void saysWhatGoesInAndComesOut() {
        RawImapClient.connect(imap.endpoint()).send("NOOP");
        Set<String> called = new TreeSet<>();
        for (List<String> call : CALLS) {
            String body = call.size() > 2 ? call.get(2) : "";
            Reply reply = caller.json(call.get(0), call.get(1), body);
            Route route = routeOf(call);
            called.add(route.method() + " " + route.template());
            check(route, body, reply, call.toString());
        }

        assertThat(routes().stream()
                        .map(route -> route.method() + " " + route.template())
                        .filter(route -> !called.contains(route)))
                .containsExactly("GET /v1/transcript/events"); // HostileRequestsTest reads them
    }

    private Route routeOf(List<String> call) {
        String path = call.get(1).replaceFirst("\\?.*", "");
        List<String> segments =
                path.equals("/") ? List.of() : List.of(path.substring(1).split("/"));
        return routes().stream()
                .filter(route -> route.method().equals(call.get(0))
                        && route.match(segments).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void check(Route route, String body, Reply reply, String call) {
        JsonNode operation = document.path("paths")
                .path(route.template())
                .path(route.method().toLowerCase(Locale.ROOT));
        JsonNode requestSchema = operation.at("/requestBody/content/application~1json/schema");
        if (!body.isEmpty() && !requestSchema.isMissingNode()) {
            assertThat(problems(requestSchema, parsed(body))).as(call).isEmpty();
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(reply.status())));
        assertThat(response.isMissingNode()).as(call + " " + reply.text()).isFalse();
        String type = reply.header("Content-Type").replaceFirst(";.*", "");
        if (type.contains("json")) {
            JsonNode schema = response.path("content").path(type).path("schema");
            assertThat(schema.isMissingNode()).as(call).isFalse();
            assertThat(problems(schema, reply.json()))
                    .as(call + " " + reply.text())
                    .isEmpty();
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return Caller.JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(body, e);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** Schemas that refer to others are looked at in the whole document. */
    private List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        JsonSchema validator = SCHEMAS.getSchema(whole);
        List<String> problems = new ArrayList<>();
        validator.validate(value).forEach(problem -> problems.add(problem.getMessage()));
        return problems;
    }
}
