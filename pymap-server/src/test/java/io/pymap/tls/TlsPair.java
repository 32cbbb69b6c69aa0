package io.pymap.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** A client and a server that talk TLS through two buffers, without a socket. */
final class TlsPair {

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 16);

    TlsPair(ServerCertificate certificate, SSLContext clientContext, String host, String protocol) {
        server = certificate.serverEngine(certificate.serverContext(), false);
        client = clientContext.createSSLEngine(host, 993);
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {protocol});
        client.setSSLParameters(parameters);
    }

    void shakeHands() throws SSLException {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        // A handshake takes two round trips at most; a few more are for key updates and tickets.
        for (int round = 0; round < 20; round++) {
            client.wrap(nothing, toServer);
            receive(server, toServer);
            server.wrap(nothing, toClient);
            receive(client, toClient);
        }
        if (isShaking(client) || isShaking(server)) {
            throw new SSLException("The handshake does not end");
        }
    }

    /** What the server reads of the text. */
    String sendToServer(String text) throws SSLException {
        client.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), toServer);
        return receive(server, toServer);
    }

    private static String receive(SSLEngine engine, ByteBuffer from) throws SSLException {
        ByteBuffer clear = ByteBuffer.allocate(1 << 16);
        from.flip();
        int before;
        do {
            before = from.remaining();
            engine.unwrap(from, clear);
            runTasks(engine);
        } while (from.hasRemaining() && from.remaining() < before);
        from.compact();
        return StandardCharsets.UTF_8.decode(clear.flip()).toString();
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static boolean isShaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }
}
