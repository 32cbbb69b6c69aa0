package io.pymap.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.GetUserRequest;
import io.pymap.admin.grpc.LoginRequest;
import io.pymap.admin.grpc.Result;
import io.pymap.admin.grpc.ResultCode;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.UserData;
import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.ForwardingBackend;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An admin service of a backend in memory, with the users ann, bob and the administrator root, for each test. */
abstract class AdminFixture {

    @TempDir
    Path directory;

    final AtomicBoolean isThere = new AtomicBoolean(true);
    final Backend dict = DictBackend.builder()
            .user(new User("ann", "secret"))
            .user(new User("bob", "hunter2"))
            .user(new User("root", "toor", Set.of(User.ADMIN)))
            .build();
    final Backend backend = new ForwardingBackend(dict) {
        @Override
        public void ping() {
            if (!isThere.get()) {
                throw new MailboxException.Unavailable("away");
            }
        }
    };
    AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = settings().start();
    }

    AdminServer.Builder settings() {
        return AdminServer.builder(backend)
                .socket(socket())
                .version("1.2.3")
                .messageLimit(20_000_000)
                .guesses(3)
                .healthInterval(Duration.ofMillis(20));
    }

    Path socket() {
        return directory.resolve("admin.sock");
    }

    @AfterEach
    void stop() {
        server.close();
        backend.close();
    }

    AdminClient client(Optional<String> token) {
        return AdminClient.onSocket(socket(), token);
    }

    AdminClient admin() {
        return client(Optional.of(server.token(Optional.empty())));
    }

    String login(String name, String password) {
        try (AdminClient client = client(Optional.empty())) {
            return client.system()
                    .login(LoginRequest.newBuilder()
                            .setAuthcid(name)
                            .setSecret(password)
                            .build())
                    .getBearerToken();
        }
    }

    static SetUserRequest.Builder set(String name, String password, String... roles) {
        return SetUserRequest.newBuilder()
                .setUser(name)
                .setData(UserData.newBuilder().setPassword(password).addAllRoles(List.of(roles)));
    }

    static GetUserRequest get(String name) {
        return GetUserRequest.newBuilder().setUser(name).build();
    }

    static void assertRefused(Result result, String key, String response) {
        assertThat(result.getCode()).isEqualTo(ResultCode.FAILURE);
        assertThat(result.getKey()).isEqualTo(key);
        assertThat(result.getResponse().toStringUtf8()).isEqualTo(response + "\r\n");
    }

    static void assertDone(Result result) {
        assertThat(result.getResponse().toStringUtf8()).endsWith(" OK completed.\r\n");
        assertThat(result.getCode()).isEqualTo(ResultCode.SUCCESS);
    }

    static AppendRequest.Builder letter(String text) {
        return AppendRequest.newBuilder().setUser("ann").setData(ByteString.copyFromUtf8(text));
    }

    List<Message> messages(String user) {
        return dict.account(user)
                .find(MailboxName.INBOX)
                .orElseThrow()
                .changesSince(0)
                .updated();
    }
}
