package io.pymap.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;

/** Sends text as it is and reads lines; waits ten seconds for each at most. */
public final class LineClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private BufferedReader in;
    private OutputStream out;
    private int commands;

    private LineClient(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        out = socket.getOutputStream();
    }

    /** Connected to the loopback interface; the greeting is not read yet. */
    public static LineClient connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS); // while that is possible: it may be reset at once
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new LineClient(socket);
    }

    /** Connected to a port where TLS begins with the connection. */
    public static LineClient connectTls(int port, SSLContext context) throws IOException {
        Socket socket = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new LineClient(socket);
    }

    /** Connected, greeted and logged in. */
    public static LineClient login(int port, String user, String password) throws IOException {
        LineClient client = connect(port);
        client.line();
        client.command("LOGIN " + user + " " + password);
        return client;
    }

    /** Compresses and inflates from here on, after the OK to COMPRESS. RFC 4978. */
    public void compress() throws IOException {
        InputStream inflated = new InflaterInputStream(socket.getInputStream(), new Inflater(true)) {
            @Override
            public int available() {
                return 0; // in place of 1, for which a reader waits
            }
        };
        in = new BufferedReader(new InputStreamReader(inflated, ISO_8859_1));
        out = new DeflaterOutputStream(socket.getOutputStream(), new Deflater(9, true), true);
    }

    /** Speaks plainly from here on. */
    public void endCompression() throws IOException {
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        out = socket.getOutputStream();
    }

    /** Sends octets past any compression. */
    public void sendRaw(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    /** The next line, or nothing where the server has closed the connection. */
    public Optional<String> lineIfAny() throws IOException {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (EOFException e) { // of compressed octets, which nobody has to end
            return Optional.empty();
        }
    }

    /** Whether nothing comes for so long. */
    public boolean isSilentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    public String line() throws IOException {
        return lineIfAny().orElseThrow(() -> new IOException("the server has closed the connection"));
    }

    /** All lines up to the one that begins so, which is the last one. */
    public List<String> until(String beginning) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(line());
        } while (!lines.get(lines.size() - 1).startsWith(beginning));
        return lines;
    }

    /** Sends a command with a tag of its own, without literals; all lines of the answer. */
    public List<String> command(String text) throws IOException {
        String tag = "t" + ++commands;
        send(tag + " " + text + "\r\n");
        return until(tag + " ");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
