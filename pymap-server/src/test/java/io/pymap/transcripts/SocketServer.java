package io.pymap.transcripts;

import io.pymap.mailbox.Backend;
import io.pymap.server.PymapServer;
import io.pymap.transport.ProxyProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A whole server, on a free port of the loopback interface. */
final class SocketServer implements ScriptServer {

    private final PymapServer server;
    private final boolean remote;

    private SocketServer(PymapServer server, boolean remote) {
        this.server = server;
        this.remote = remote;
    }

    static ScriptServer start(Setup setup, Backend backend) {
        PymapServer.Builder builder = PymapServer.builder(backend)
                .profile(setup.profile())
                .protocol(setup.protocol())
                .limits(setup.limits());
        if (setup.is("no-tls")) {
            builder.noTls();
        }
        if (setup.is("preauth")) {
            builder.preAuthenticated(Setup.USER.name());
        }
        if (setup.is("public")) {
            builder.publicMailboxesOf("public");
        }
        if (setup.is("remote")) {
            builder.proxyProtocol(ProxyProtocol.V1);
        }
        return new SocketServer(builder.start(), setup.is("remote"));
    }

    @Override
    public Wire connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        Wire wire = new SocketWire(socket);
        if (remote) {
            wire.send("PROXY TCP4 203.0.113.7 203.0.113.1 50000 143\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return wire;
    }

    @Override
    public void close() {
        server.close();
    }

    /** One end of a connection, which may turn to TLS. */
    static final class SocketWire implements Wire {

        private final byte[] buffer = new byte[8192];
        private Socket socket;

        SocketWire(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void send(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        }

        @Override
        public byte[] receive() throws IOException {
            int count = socket.getInputStream().read(buffer);
            return count < 0 ? new byte[0] : Arrays.copyOf(buffer, count);
        }

        @Override
        public void startTls() throws IOException {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new TrustsAnybody()}, new SecureRandom());
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 143, true);
                tls.startHandshake();
                socket = tls;
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** The server made its certificate up, and another test checks it. */
    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
