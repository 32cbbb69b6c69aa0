package io.pymap.backend.maildir;

import io.pymap.differential.Client;
import io.pymap.differential.Server;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;

/** This server, on a port of the loopback interface. */
record Pymap(int port, String user, String password) implements Server {

    @Override
    public String name() {
        return "pymap";
    }

    @Override
    public Link connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new Link(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream(), socket);
    }

    /** Connected and logged in. */
    Client login(ScheduledExecutorService watchdog) throws IOException {
        Client client = new Client(this, watchdog);
        client.run("LOGIN " + user + " " + password);
        return client;
    }

    @Override
    public void close() {
        // it is somebody else's
    }
}
