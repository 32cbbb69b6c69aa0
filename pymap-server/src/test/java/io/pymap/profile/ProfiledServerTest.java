package io.pymap.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.clients.LineClient;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfiledServerTest {

    private static PymapServer.Builder server() {
        return PymapServer.builder(DictBackend.builder()
                .user(new User("ann", "secret"))
                .user(new User("bob", "secret"))
                .build());
    }

    private static LineClient connect(PymapServer server) throws IOException {
        LineClient client = LineClient.connect(server.port());
        client.line();
        return client;
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void whatIsSaidAfterTheProfileCounts() throws IOException {
        try (PymapServer server = server().profile(ServerProfile.named(ServerProfile.MICROSOFT_365))
                        .withoutQuirks("id-empty-list-bad")
                        .quirks("empty-password-bad")
                        .start();
                LineClient client = connect(server)) {
            assertThat(last(client.command("ID ()"))).contains(" OK ");
            assertThat(last(client.command("LOGIN ann \"\""))).contains(" BAD ");
        }
    }

    @Test
    void aUserHasNoMoreConnectionsThanAllowed() throws IOException {
        try (PymapServer server = server().connectionsPerUser(new ConnectionLimit(2, "[ALERT] Too many. (Failure)"))
                        .start();
                LineClient one = connect(server);
                LineClient two = connect(server);
                LineClient three = connect(server);
                LineClient bob = connect(server)) {
            assertThat(last(one.command("LOGIN ann secret"))).contains(" OK ");
            assertThat(last(two.command("LOGIN ann secret"))).contains(" OK ");

            assertThat(last(three.command("LOGIN ann secret"))).isEqualTo("t1 NO [ALERT] Too many. (Failure)");
            assertThat(last(three.command("LOGIN ann wrong"))).contains("AUTHENTICATIONFAILED");
            assertThat(last(three.command("NAMESPACE"))).contains(" BAD ");
            assertThat(last(bob.command("LOGIN bob secret"))).contains(" OK ");

            two.command("UNAUTHENTICATE");
            assertThat(last(three.command("LOGIN ann secret"))).contains(" OK ");
        }
    }

    @Test
    void compressionIsToldWhileThereIsNone() throws IOException {
        try (PymapServer server = server().profile(ServerProfile.named(ServerProfile.CYRUS))
                        .start();
                LineClient client = connect(server)) {
            assertThat(last(client.command("LOGIN ann secret"))).contains(" COMPRESS=DEFLATE ");
            client.command("COMPRESS DEFLATE");
            client.compress();

            assertThat(client.command("CAPABILITY").get(0)).doesNotContain("COMPRESS");
        }
    }

    @Test
    void wordsOfACapabilityComeAndGoWithIt() throws IOException {
        try (PymapServer server = server().profile(ServerProfile.named(ServerProfile.GMAIL))
                        .start();
                LineClient client = connect(server)) {
            client.command("LOGIN ann secret");

            server.capabilities().without("CONDSTORE").hidden("APPENDLIMIT").with("QUOTASET");

            assertThat(client.command("CAPABILITY").get(0))
                    .contains(" X-GM-EXT-1 ", " QUOTASET")
                    .doesNotContain("CONDSTORE", "APPENDLIMIT");
        }
    }
}
