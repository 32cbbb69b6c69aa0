package io.pymap.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.admin.grpc.PingRequest;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdminServerTest extends AdminFixture {

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
    void closesConnectionsBeyondItsMost() throws IOException {
        server.close();
        server = settings().connections(2).start();
        try (AdminClient first = client(Optional.empty())) {
            try (AdminClient second = client(Optional.empty())) {
                assertThat(answers(first)).isTrue();
                assertThat(answers(second)).isTrue();
                for (int i = 0; i < 5; i++) {
                    assertThat(answersANewClient()).isFalse();
                }
                assertThat(answers(first)).isTrue();
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!answersANewClient()) { // until the second is known to have gone
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }

    private boolean answersANewClient() {
        try (AdminClient client = client(Optional.empty())) {
            return answers(client);
        }
    }

    private static boolean answers(AdminClient client) {
        try {
            return !client.system()
                    .ping(PingRequest.getDefaultInstance())
                    .getPymapVersion()
                    .isEmpty();
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
        }
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

    /** RFC 9113 3.4: the preface, and SETTINGS from both sides. */
    @Test
    void takesClientsThatDoNotNegotiateTheProtocol() throws IOException {
        ServerCertificate certificate = ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
        server.close();
        server = settings().address(loopback()).certificate(certificate).start();
        int port = server.addresses().get(0).getPort();

        try (Socket socket = certificate.clientContext().getSocketFactory().createSocket("localhost", port)) {
            byte[] emptySettings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(emptySettings);

            byte[] frame = socket.getInputStream().readNBytes(emptySettings.length);
            assertThat(frame).hasSameSizeAs(emptySettings);
            assertThat(frame[3]).as("type of the first frame").isEqualTo(emptySettings[3]);
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
