package io.pymap.differential;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.server.ServerThreads;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.SplittableRandom;

/** This server, with mail in memory, on a free port of the loopback interface. */
final class OwnServer implements Server {

    private static final String USER = "test";

    private final PymapServer server;

    OwnServer(ServerThreads threads) {
        DictBackend backend = DictBackend.builder()
                .random(new SplittableRandom(1))
                .user(new User(USER, "unused"))
                .build();
        server = PymapServer.builder(backend)
                .preAuthenticated(USER)
                .noTls()
                .random(new SplittableRandom(1))
                .threads(threads)
                .start();
    }

    @Override
    public String name() {
        return "pymap";
    }

    @Override
    public Link connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setTcpNoDelay(true);
        return new Link(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream(), socket);
    }

    @Override
    public void close() {
        server.close();
    }
}
