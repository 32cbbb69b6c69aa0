package io.pymap.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.pymap.admin.grpc.DeleteUserRequest;
import io.pymap.admin.grpc.ListUsersRequest;
import io.pymap.admin.grpc.LoginRequest;
import io.pymap.admin.grpc.PingRequest;
import io.pymap.mailbox.User;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SystemServiceTest extends AdminFixture {

    @Test
    void tellsVersionsToEverybody() {
        try (AdminClient client = client(Optional.empty())) {
            var response = client.system().ping(PingRequest.getDefaultInstance());

            assertThat(response.getPymapVersion()).isEqualTo("1.2.3");
            assertThat(response.getPymapAdminVersion()).isEqualTo("0.12.1");
        }
    }

    @Test
    void refusesClientsOfAnotherVersion() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("client-version", Metadata.ASCII_STRING_MARSHALLER), "0.5.2");
        try (AdminClient client = client(Optional.empty())) {
            var old = client.system().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

            assertThatThrownBy(() -> old.ping(PingRequest.getDefaultInstance()))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                        assertThat(e.getStatus().getDescription())
                                .isEqualTo("Incompatible version: the client is of 0.5.2, use pymap-admin 0.12.1");
                        var details = Objects.requireNonNull(StatusProto.fromThrowable(e))
                                .getDetails(0);
                        assertThat(details.is(ErrorInfo.class)).isTrue();
                    });
        }
    }

    @Test
    void givesTokensForPasswords() {
        try (AdminClient client = client(Optional.of(login("ann", "secret")))) {
            assertThat(client.users().getUser(get("ann")).getUser()).isEqualTo("ann");
            assertRefused(
                    client.users().getUser(get("bob")).getResult(),
                    "AuthorizationFailure",
                    "GetUser NO [AUTHORIZATIONFAILED] Not authorized to act as that user.");
        }
        try (AdminClient client = client(Optional.empty())) {
            var wrong = client.system()
                    .login(LoginRequest.newBuilder()
                            .setAuthcid("ann")
                            .setSecret("x")
                            .build());
            assertRefused(
                    wrong.getResult(), "InvalidAuth", "Login NO [AUTHENTICATIONFAILED] Wrong user name or password.");
            assertThat(wrong.hasBearerToken()).isFalse();
            var other = client.system()
                    .login(LoginRequest.newBuilder()
                            .setAuthcid("ann")
                            .setSecret("secret")
                            .setAuthzid("bob")
                            .build());
            assertThat(other.getResult().getKey()).isEqualTo("AuthorizationFailure");
        }
    }

    @Test
    void givesAdministratorsTokensOfOthers() {
        try (AdminClient client = client(Optional.empty())) {
            String ofBob = client.system()
                    .login(LoginRequest.newBuilder()
                            .setAuthcid("root")
                            .setSecret("toor")
                            .setAuthzid("bob")
                            .build())
                    .getBearerToken();
            try (AdminClient bob = client(Optional.of(ofBob))) {
                assertDone(bob.users().getUser(get("bob")).getResult());
                assertThat(bob.users().getUser(get("root")).getResult().getKey())
                        .isEqualTo("AuthorizationFailure");
            }
        }
        try (AdminClient admin = admin()) {
            var response = admin.system()
                    .login(LoginRequest.newBuilder().setAuthcid("ann").build());
            assertDone(response.getResult());
            try (AdminClient ann = client(Optional.of(response.getBearerToken()))) {
                assertDone(ann.users().getUser(get("ann")).getResult());
                assertThat(ann.users()
                                .listUsers(ListUsersRequest.getDefaultInstance())
                                .getResult()
                                .getKey())
                        .isEqualTo("AuthorizationFailure");
            }
        }
    }

    @Test
    void slowsDownThoseWhoGuess() {
        try (AdminClient client = client(Optional.empty())) {
            LoginRequest guess =
                    LoginRequest.newBuilder().setAuthcid("ann").setSecret("x").build();
            List<String> keys = IntStream.range(0, 5)
                    .mapToObj(i -> client.system().login(guess).getResult().getKey())
                    .toList();
            assertThat(keys)
                    .startsWith("InvalidAuth", "InvalidAuth", "InvalidAuth")
                    .contains("TemporaryFailure");
        }
    }

    @Test
    void refusesCallsWithoutAGoodToken() {
        String expired = server.token(Optional.of(Instant.now().minusSeconds(1)));
        for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("rubbish"), Optional.of(expired))) {
            try (AdminClient client = client(token)) {
                String no = " NO [AUTHENTICATIONFAILED] Invalid authentication credentials.";
                assertRefused(client.users().getUser(get("ann")).getResult(), "InvalidAuth", "GetUser" + no);
                assertRefused(
                        client.users().setUser(set("ann", "x").build()).getResult(), "InvalidAuth", "SetUser" + no);
                assertRefused(
                        client.users()
                                .deleteUser(DeleteUserRequest.newBuilder()
                                        .setUser("ann")
                                        .build())
                                .getResult(),
                        "InvalidAuth",
                        "DeleteUser" + no);
                assertRefused(
                        client.users()
                                .listUsers(ListUsersRequest.getDefaultInstance())
                                .getResult(),
                        "InvalidAuth",
                        "ListUsers" + no);
                assertRefused(client.mailboxes().append(letter("x").build()).getResult(), "InvalidAuth", "Append" + no);
                assertRefused(
                        client.system()
                                .login(LoginRequest.newBuilder()
                                        .setAuthcid("ann")
                                        .build())
                                .getResult(),
                        "InvalidAuth",
                        "Login" + no);
            }
        }
        assertThat(dict.users().find("ann")).contains(new User("ann", "secret"));
        assertThat(messages("ann")).isEmpty();
    }

    @Test
    void refusesTheTokenOfAnotherRun() throws IOException {
        String old = server.token(Optional.empty());
        server.close();
        server = settings().start();

        try (AdminClient client = client(Optional.of(old))) {
            assertThat(client.users().getUser(get("ann")).getResult().getKey()).isEqualTo("InvalidAuth");
        }
    }
}
