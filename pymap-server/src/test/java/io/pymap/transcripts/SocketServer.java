package io.pymap.transcripts;

import io.pymap.clients.HeedlessTls;
import io.pymap.mailbox.Backend;
import io.pymap.server.PymapServer;
import io.pymap.transport.ProxyProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
            socket = HeedlessTls.handshake(socket);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
