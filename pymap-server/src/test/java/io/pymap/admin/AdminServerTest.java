package io.pymap.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.admin.grpc.DeleteUserRequest;
import io.pymap.admin.grpc.GetUserRequest;
import io.pymap.admin.grpc.ListUsersRequest;
import io.pymap.admin.grpc.LoginRequest;
import io.pymap.admin.grpc.PingRequest;
import io.pymap.admin.grpc.Result;
import io.pymap.admin.grpc.ResultCode;
import io.pymap.admin.grpc.SetUserRequest;
import io.pymap.admin.grpc.UserData;
import io.pymap.admin.grpc.UserResponse;
import io.pymap.auth.PasswordHash;
import io.pymap.backend.ForwardingBackend;
import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.User;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {

    @TempDir
    Path directory;

    private final AtomicBoolean isThere = new AtomicBoolean(true);
    private final Backend dict = DictBackend.builder()
            .user(new User("ann", "secret"))
            .user(new User("bob", "hunter2"))
            .user(new User("root", "toor", Set.of(User.ADMIN)))
            .build();
    private final Backend backend = new ForwardingBackend(dict) {
        @Override
        public void ping() {
            if (!isThere.get()) {
                throw new MailboxException.Unavailable("away");
            }
        }
    };
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = settings().start();
    }

    private AdminServer.Builder settings() {
        return AdminServer.builder(backend)
                .socket(socket())
                .version("1.2.3")
                .messageLimit(20_000_000)
                .guesses(3)
                .healthInterval(Duration.ofMillis(20));
    }

    private Path socket() {
        return directory.resolve("admin.sock");
    }

    @AfterEach
    void stop() {
        server.close();
        backend.close();
    }

    private AdminClient client(Optional<String> token) {
        return AdminClient.onSocket(socket(), token);
    }

    private AdminClient admin() {
        return client(Optional.of(server.token(Optional.empty())));
    }

    private String login(String name, String password) {
        try (AdminClient client = client(Optional.empty())) {
            return client.system()
                    .login(LoginRequest.newBuilder()
                            .setAuthcid(name)
                            .setSecret(password)
                            .build())
                    .getBearerToken();
        }
    }

    private static SetUserRequest.Builder set(String name, String password, String... roles) {
        return SetUserRequest.newBuilder()
                .setUser(name)
                .setData(UserData.newBuilder().setPassword(password).addAllRoles(List.of(roles)));
    }

    private static GetUserRequest get(String name) {
        return GetUserRequest.newBuilder().setUser(name).build();
    }

    private static void assertRefused(Result result, String key, String response) {
        assertThat(result.getCode()).isEqualTo(ResultCode.FAILURE);
        assertThat(result.getKey()).isEqualTo(key);
        assertThat(result.getResponse().toStringUtf8()).isEqualTo(response + "\r\n");
    }

    private static void assertDone(Result result) {
        assertThat(result.getResponse().toStringUtf8()).endsWith(" OK completed.\r\n");
        assertThat(result.getCode()).isEqualTo(ResultCode.SUCCESS);
    }

    // System

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

    // Tokens

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

    // Users

    @Test
    void keepsPasswordsHashed() {
        try (AdminClient admin = admin()) {
            assertDone(
                    admin.users().setUser(set("carl", "pass", "admin").build()).getResult());

            User carl = dict.users().find("carl").orElseThrow();
            assertThat(carl.secret()).startsWith("$pbkdf2-sha256$");
            assertThat(new PasswordHash().verify("pass", carl.secret())).isTrue();
            assertThat(carl.isAdmin()).isTrue();
            UserResponse told = admin.users().getUser(get("carl"));
            assertThat(told.getData().getRolesList()).containsExactly("admin");
            assertThat(told.getData().hasPassword()).isFalse();
            assertThat(admin.users()
                            .listUsers(ListUsersRequest.getDefaultInstance())
                            .getUsersList())
                    .containsExactly("ann", "bob", "carl", "root");
        }
    }

    @Test
    void replacesOnlyWhatItIsToldTo() {
        try (AdminClient admin = admin()) {
            assertRefused(
                    admin.users().setUser(set("ann", "x").build()).getResult(),
                    "CannotReplaceUser",
                    "SetUser NO User already exists.");
            long tag = admin.users().getUser(get("ann")).getEntityTag();
            var tagged = set("ann", "y").setPreviousEntityTag(tag).build();

            UserResponse first = admin.users().setUser(tagged);
            assertDone(first.getResult());
            assertRefused(
                    admin.users().setUser(tagged).getResult(),
                    "CannotReplaceUser",
                    "SetUser NO The user has changed meanwhile; get it again.");
            assertDone(admin.users()
                    .setUser(set("ann", "z")
                            .setPreviousEntityTag(first.getEntityTag())
                            .build())
                    .getResult());
            assertDone(admin.users()
                    .setUser(set("ann", "over").setOverwrite(true).build())
                    .getResult());
        }
        assertThat(login("ann", "over")).isNotEmpty();
    }

    @Test
    void letsUsersChangeNothingButThemselves() {
        try (AdminClient ann = client(Optional.of(login("ann", "secret")))) {
            assertThat(ann.users()
                            .setUser(set("bob", "x").setOverwrite(true).build())
                            .getResult()
                            .getKey())
                    .isEqualTo("AuthorizationFailure");
            assertRefused(
                    ann.users()
                            .setUser(set("ann", "x", "admin").setOverwrite(true).build())
                            .getResult(),
                    "NotAllowedError",
                    "SetUser NO [CANNOT] Only administrators give roles.");
            assertDone(ann.users()
                    .setUser(set("ann", "mine").setOverwrite(true).build())
                    .getResult());
            assertThat(ann.users().getUser(get("ann")).getResult().getKey())
                    .as("a new password ends the token")
                    .isEqualTo("InvalidAuth");
        }
        assertThat(login("ann", "mine")).isNotEmpty();
    }

    @Test
    void deletesUsers() {
        try (AdminClient admin = admin()) {
            DeleteUserRequest request =
                    DeleteUserRequest.newBuilder().setUser("ann").build();
            assertDone(admin.users().deleteUser(request).getResult());
            String no = "NO [NONEXISTENT] User not found.";
            assertRefused(admin.users().deleteUser(request).getResult(), "UserNotFound", "DeleteUser " + no);
            assertRefused(admin.users().getUser(get("ann")).getResult(), "UserNotFound", "GetUser " + no);
        }
    }

    @Test
    void refusesUsersWhoCouldNotBe() {
        try (AdminClient admin = admin()) {
            for (SetUserRequest.Builder bad : List.of(
                    set("", "x"),
                    set("a\u0007", "x"),
                    set("\u2168", "x"),
                    set("dora", "\u0007"),
                    set("dora", ""),
                    set("dora", "x", "no role"))) {
                assertThat(admin.users().setUser(bad.build()).getResult().getKey())
                        .isEqualTo("NotAllowedError");
            }
            SetUserRequest.Builder params = set("dora", "x");
            params.getDataBuilder().putParams("k", "v");
            assertThat(admin.users().setUser(params.build()).getResult().getKey())
                    .isEqualTo("NotAllowedError");
            assertDone(admin.users()
                    .setUser(SetUserRequest.newBuilder().setUser("nopass").build())
                    .getResult());
        }
        assertThat(dict.users().names()).containsExactly("ann", "bob", "nopass", "root");
        assertThat(login("nopass", "")).isEmpty();
    }

    // Delivery

    private static AppendRequest.Builder letter(String text) {
        return AppendRequest.newBuilder().setUser("ann").setData(ByteString.copyFromUtf8(text));
    }

    private List<Message> messages(String user) {
        return dict.account(user)
                .find(MailboxName.INBOX)
                .orElseThrow()
                .changesSince(0)
                .updated();
    }

    @Test
    void deliversMessages() {
        try (AdminClient admin = admin()) {
            AppendResponse response = admin.mailboxes()
                    .append(letter("From ann Thu Jan  1 00:00:00 1970\nSubject: a\r\n\nb\n")
                            .setSender("me@example.com")
                            .setRecipient("ann@example.com")
                            .addFlags("\\Seen")
                            .addFlags("Work")
                            .setWhen(1_700_000_000)
                            .build());
            assertDone(response.getResult());
            assertThat(response.getMailbox()).isEqualTo("INBOX");

            Message message = messages("ann").get(0);
            assertThat(response.getUid()).isEqualTo((int) message.uid());
            assertThat(message.flags()).isEqualTo(Flags.of("\\Seen", "Work"));
            assertThat(message.internalDate()).isEqualTo(new InternalDate(1_700_000_000, 0));
            Content.InMemory content = message.content().load();
            assertThat(new String(content.array(), content.offset(), content.length(), UTF_8))
                    .isEqualTo("Subject: a\r\n\r\nb\r\n");
        }
    }

    @Test
    void saysWhyItDoesNotDeliver() {
        try (AdminClient admin = admin()) {
            AppendResponse nowhere =
                    admin.mailboxes().append(letter("x").setMailbox("Nowhere").build());
            assertRefused(nowhere.getResult(), "MailboxNotFound", "Append NO [TRYCREATE] Mailbox does not exist.");
            assertThat(nowhere.getMailbox()).isEqualTo("Nowhere");
            assertThat(append(admin, letter("x").setMailbox("a//b"))).isEqualTo("MailboxNotFound");
            assertThat(append(admin, letter("x").setUser("nobody"))).isEqualTo("UserNotFound");
            assertThat(append(admin, letter(""))).isEqualTo("AppendFailure");
            assertThat(append(admin, letter("x").addFlags("\\Recent"))).isEqualTo("AppendFailure");
            assertThat(append(admin, letter("x").addFlags("a b"))).isEqualTo("AppendFailure");
            assertThat(append(admin, letter("x").setWhen(-1))).isEqualTo("AppendFailure");
        }
        assertThat(messages("ann")).isEmpty();
    }

    private static String append(AdminClient client, AppendRequest.Builder request) {
        return client.mailboxes().append(request.build()).getResult().getKey();
    }

    @Test
    void takesLargeMessagesInPieces() throws Exception {
        ByteString chunk = ByteString.copyFromUtf8("0123456789abcde\n".repeat(1 << 16)); // 1 MiB
        try (AdminClient admin = admin()) {
            assertDone(stream(admin, chunk, 17).getResult());
            assertThat(messages("ann")).hasSize(1);
            assertThat(messages("ann").get(0).size()).isEqualTo(17L * (17 << 16));
            assertRefused(
                    stream(admin, chunk, 19).getResult(),
                    "AppendFailure",
                    "Append NO [TOOBIG] The message has more than 20000000 octets.");
            assertThat(messages("ann")).hasSize(1);
        }
    }

    private static AppendResponse stream(AdminClient client, ByteString chunk, int count) throws Exception {
        CompletableFuture<AppendResponse> answer = new CompletableFuture<>();
        StreamObserver<AppendRequest> out = client.mailboxStreams().appendStream(new StreamObserver<>() {
            @Override
            public void onNext(AppendResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                answer.completeExceptionally(new IllegalStateException("no answer"));
            }
        });
        out.onNext(AppendRequest.newBuilder().setUser("ann").build());
        for (int i = 0; i < count; i++) {
            out.onNext(AppendRequest.newBuilder().setData(chunk).build());
        }
        out.onCompleted();
        return answer.get(30, TimeUnit.SECONDS);
    }

    // Limits

    @Test
    void refusesRequestsThatAreTooLarge() {
        try (AdminClient admin = admin()) {
            assertThatThrownBy(() -> admin.mailboxes()
                            .append(letter("x".repeat(17 << 20)).build()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode())
                                    .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED));
        }
        assertThat(messages("ann")).isEmpty();
    }

    @Test
    void refusesTooManyCalls() throws IOException {
        server.close();
        server = settings().callsPerSecond(5).start();
        try (AdminClient client = client(Optional.empty())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            var response = client.system().ping(PingRequest.getDefaultInstance());
                            assertThat(response.getPymapVersion()).isNotEmpty();
                        }
                    })
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
        }
    }

    @Test
    void endsCallsThatDoNotGoOn() throws Exception {
        server.close();
        server = settings().deadline(Duration.ofMillis(200)).start();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (AdminClient admin = admin()) {
            StreamObserver<AppendRequest> out = admin.mailboxStreams().appendStream(new StreamObserver<>() {
                @Override
                public void onNext(AppendResponse response) {
                    failure.completeExceptionally(new IllegalStateException("delivered"));
                }

                @Override
                public void onError(Throwable e) {
                    failure.complete(e);
                }

                @Override
                public void onCompleted() {
                    failure.completeExceptionally(new IllegalStateException("delivered"));
                }
            });
            out.onNext(letter("half a mess").build());

            assertThat(Status.fromThrowable(failure.get(30, TimeUnit.SECONDS)).getCode())
                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }
        assertThat(messages("ann")).isEmpty();
    }

    // Health

    @Test
    void tellsHealthToEverybody() {
        try (AdminClient client = client(Optional.empty())) {
            for (String service : List.of("", "pymap.backend")) {
                HealthCheckRequest request =
                        HealthCheckRequest.newBuilder().setService(service).build();
                isThere.set(true);
                assertThat(client.health().check(request).getStatus()).isEqualTo(ServingStatus.SERVING);
                isThere.set(false);
                assertThat(client.health().check(request).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            }
            HealthCheckRequest unknown =
                    HealthCheckRequest.newBuilder().setService("other").build();
            assertThatThrownBy(() -> client.health().check(unknown))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        }
    }

    @Test
    void tellsHealthAsItChanges() {
        try (AdminClient client = client(Optional.empty())) {
            Iterator<HealthCheckResponse> news = client.health().watch(HealthCheckRequest.getDefaultInstance());
            assertThat(news.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            isThere.set(false);
            assertThat(news.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            isThere.set(true);
            assertThat(news.next().getStatus()).isEqualTo(ServingStatus.SERVING);
        }
    }

    // Sockets

    @Test
    void keepsTheSocketToItsOwner() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> settings().start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a running server listens there");
        server.close();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void replacesASocketThatWasLeftBehindAndNothingElse() throws IOException {
        server.close();
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket()));
        }
        server = settings().start();
        try (AdminClient client = client(Optional.empty())) {
            assertThat(client.system().ping(PingRequest.getDefaultInstance()).hasResult())
                    .isTrue();
        }
        server.close();
        Files.writeString(socket(), "precious");

        assertThatThrownBy(() -> settings().start()).hasMessageContaining("expected a socket or nothing there");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void speaksTlsOnTcp() throws IOException {
        ServerCertificate certificate = ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
        ServerCertificate stranger = ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
        server.close();
        server = settings().address(loopback()).certificate(certificate).start();
        int port = server.addresses().get(0).getPort();

        AdminClient.Trust known = new AdminClient.Trust(
                certificate.chain().subList(1, certificate.chain().size()), false);
        try (AdminClient client = AdminClient.onTls("localhost", port, known, Optional.empty())) {
            assertThat(client.system().ping(PingRequest.getDefaultInstance()).hasResult())
                    .isTrue();
        }
        AdminClient.Trust anybody = new AdminClient.Trust(List.of(), true);
        try (AdminClient client = AdminClient.onTls("localhost", port, anybody, Optional.empty())) {
            assertThat(client.system().ping(PingRequest.getDefaultInstance()).hasResult())
                    .isTrue();
        }
        AdminClient.Trust other = new AdminClient.Trust(
                stranger.chain().subList(1, stranger.chain().size()), false);
        try (AdminClient client = AdminClient.onTls("localhost", port, other, Optional.empty());
                AdminClient clear = AdminClient.inClear("localhost", port, Optional.empty())) {
            for (AdminClient refused : List.of(client, clear)) {
                assertThatThrownBy(() -> refused.system().ping(PingRequest.getDefaultInstance()))
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
            }
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void goesWithoutTlsOnLoopbackOnly() throws IOException {
        server.close();
        server = settings().address(loopback()).start();
        int port = server.addresses().get(0).getPort();
        try (AdminClient client = AdminClient.inClear("127.0.0.1", port, Optional.empty())) {
            assertThat(client.system().ping(PingRequest.getDefaultInstance()).hasResult())
                    .isTrue();
        }

        assertThatThrownBy(() ->
                        settings().address(new InetSocketAddress("0.0.0.0", 0)).start())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
