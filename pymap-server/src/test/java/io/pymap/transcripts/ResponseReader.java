package io.pymap.transcripts;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads responses whole, each as one line of text: a literal is shown as {@code <<octets>>} and a literal8 as
 * {@code <~<octets>>}, in place of its size.
 */
final class ResponseReader {

    private static final Pattern LITERAL = Pattern.compile("(.*?)(~?)\\{(\\d+)}", Pattern.DOTALL);

    private final Wire wire;
    private final Deque<String> putBack = new ArrayDeque<>();
    private byte[] received = new byte[0];
    private int at;

    ResponseReader(Wire wire) {
        this.wire = wire;
    }

    /** The next response, or nothing at the end of the connection. */
    Optional<String> next() throws IOException {
        if (!putBack.isEmpty()) {
            return Optional.of(putBack.pop());
        }
        StringBuilder response = new StringBuilder();
        while (true) {
            Optional<byte[]> line = line();
            if (line.isEmpty()) {
                if (response.length() > 0) {
                    throw new EOFException("The connection ends within: " + response);
                }
                return Optional.empty();
            }
            String text = Octets.show(line.get());
            Matcher literal = LITERAL.matcher(text);
            if (!literal.matches()) {
                return Optional.of(response.append(text).toString());
            }
            byte[] octets = octets(Integer.parseInt(literal.group(3)));
            response.append(literal.group(1))
                    .append(literal.group(2).isEmpty() ? "<<" : "<~<")
                    .append(Octets.showLiteral(octets))
                    .append(">>");
        }
    }

    void putBack(String response) {
        putBack.push(response);
    }

    private Optional<byte[]> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = octet();
            if (octet < 0) {
                if (line.size() > 0) {
                    throw new EOFException("The connection ends within: " + Octets.show(line.toByteArray()));
                }
                return Optional.empty();
            }
            line.write(octet);
            if (octet == '\n') {
                byte[] octets = line.toByteArray();
                if (octets.length < 2 || octets[octets.length - 2] != '\r') {
                    throw new IOException("A line ends without CR: " + Octets.show(octets));
                }
                return Optional.of(Arrays.copyOf(octets, octets.length - 2));
            }
        }
    }

    private byte[] octets(int count) throws IOException {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            int octet = octet();
            if (octet < 0) {
                throw new EOFException("The connection ends within a literal, after " + i + " of " + count + " octets");
            }
            octets[i] = (byte) octet;
        }
        return octets;
    }

    private int octet() throws IOException {
        if (at == received.length) {
            received = wire.receive();
            at = 0;
            if (received.length == 0) {
                return -1;
            }
        }
        return received[at++] & 0xFF;
    }
}
