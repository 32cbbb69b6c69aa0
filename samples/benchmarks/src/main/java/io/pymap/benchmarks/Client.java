package io.pymap.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/** A blocking client that understands no more than it must, so that it costs little. */
final class Client implements AutoCloseable {

    private final Closeable end;
    private final InputStream in;
    private final OutputStream out;
    private byte[] line = new byte[1 << 20];
    private int tags;

    Client(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private Client(Socket socket) throws IOException {
        this(socket.getInputStream(), socket.getOutputStream(), socket);
        socket.setTcpNoDelay(true);
    }

    /** @param end is closed with the client */
    Client(InputStream in, OutputStream out, Closeable end) throws IOException {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.out = out;
        this.end = end;
        readLine();
    }

    Client loggedIn() throws IOException {
        command("LOGIN " + Candidate.USER + " " + Candidate.PASSWORD);
        return this;
    }

    /** Sends a command and reads to its end. Answers how many lines came. */
    int command(String command) throws IOException {
        String tag = "t" + ++tags;
        out.write((tag + " " + command + "\r\n").getBytes(ISO_8859_1));
        out.flush();
        return readTo(tag);
    }

    void append(String mailbox, byte[] message) throws IOException {
        String tag = "t" + ++tags;
        out.write((tag + " APPEND " + mailbox + " {" + message.length + "}\r\n").getBytes(ISO_8859_1));
        out.flush();
        readLine();
        byte[] literal = new byte[message.length + 2];
        System.arraycopy(message, 0, literal, 0, message.length);
        literal[message.length] = '\r';
        literal[message.length + 1] = '\n';
        out.write(literal);
        out.flush();
        readTo(tag);
    }

    /** Sends a command many times before it reads the first answer. */
    void pipeline(String command, int times) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= times; i++) {
            all.append('t').append(tags + i).append(' ').append(command).append("\r\n");
        }
        out.write(all.toString().getBytes(ISO_8859_1));
        for (int i = 0; i < times; i++) {
            readTo("t" + ++tags);
        }
    }

    /** Appends messages, 50 in one go. Not measured. */
    void fill(String mailbox, int messages) throws IOException {
        for (int first = 0; first < messages; first += 50) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            int count = Math.min(50, messages - first);
            for (int i = 0; i < count; i++) {
                byte[] message = Mails.small(first + i);
                String command = "t" + (tags + i + 1) + " APPEND " + mailbox + " {" + message.length + "+}\r\n";
                all.writeBytes(command.getBytes(ISO_8859_1));
                all.writeBytes(message);
                all.write('\r');
                all.write('\n');
            }
            out.write(all.toByteArray());
            for (int i = 0; i < count; i++) {
                readTo("t" + ++tags);
            }
        }
    }

    private int readTo(String tag) throws IOException {
        int lines = 0;
        while (true) {
            int length = readLine();
            lines++;
            if (startsWith(tag, length)) {
                String end = new String(line, 0, length, ISO_8859_1);
                if (!end.startsWith(tag + " OK")) {
                    throw new IOException(end);
                }
                return lines;
            }
        }
    }

    private boolean startsWith(String tag, int length) {
        if (length <= tag.length() || line[tag.length()] != ' ') {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            if (line[i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a line with all literals in it; keeps what stands behind the last one. */
    private int readLine() throws IOException {
        while (true) {
            int length = 0;
            int octet;
            while ((octet = in.read()) != '\n') {
                if (octet < 0) {
                    throw new IOException("closed by the server");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) octet;
            }
            length--; // CR
            if (length < 3 || line[length - 1] != '}') {
                return length;
            }
            int at = length - 2;
            int scale = 1;
            int size = 0;
            for (; at >= 0 && line[at] >= '0' && line[at] <= '9'; at--, scale *= 10) {
                size += (line[at] - '0') * scale;
            }
            if (at < 0 || line[at] != '{') {
                return length;
            }
            in.skipNBytes(size);
        }
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
