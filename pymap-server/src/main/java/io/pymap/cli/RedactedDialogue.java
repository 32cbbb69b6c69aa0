package io.pymap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the octets of one connection into lines and leaves out what could be a password: everything behind LOGIN and
 * AUTHENTICATE, literals and answers to continuation requests included, until the server has completed the command.
 *
 * <p>Keeps no more than the beginning and the end of a line. Used on the connection's event loop only.
 */
final class RedactedDialogue {

    private static final String SECRET = "***";

    /** Longer lines are shown up to here. */
    private static final int SHOWN = 1000;

    private static final Pattern ANNOUNCEMENT = Pattern.compile("\\{([0-9]{1,18})(\\+?)}$");

    private final Consumer<String> out;
    private final Line client = new Line();
    private final Line server = new Line();
    private String tag = ""; // of the command that the client's line belongs to
    private boolean secret; // until the server has completed LOGIN or AUTHENTICATE
    private boolean continued; // the next line goes on with the command under way
    private boolean synchronizing; // the server may refuse the literal that is to come
    private long literal; // octets that the client still owes

    RedactedDialogue(Consumer<String> out) {
        this.out = out;
    }

    /** A line as far as it has come. */
    private static final class Line {

        private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        private final StringBuilder end = new StringBuilder();
        private long length;

        void add(byte octet) {
            length++;
            if (length <= SHOWN) {
                beginning.write(octet);
            }
            end.append((char) (octet & 0xFF));
            if (end.length() > 64) {
                end.delete(0, 32);
            }
        }

        /** The line without its end, and room for the next one. */
        String take() {
            String text = beginning.toString(ISO_8859_1);
            String shown = text.endsWith("\r") && length <= SHOWN ? text.substring(0, text.length() - 1) : text;
            if (length > SHOWN) {
                shown += "... (" + length + " octets)";
            }
            beginning.reset();
            end.setLength(0);
            length = 0;
            return shown;
        }

        String end() {
            return end.toString().strip();
        }
    }

    void received(byte[] octets) {
        for (byte octet : octets) {
            if (literal > 0) {
                literalOctet(octet);
            } else if (octet == '\n') {
                clientLine();
            } else {
                client.add(octet);
            }
        }
    }

    private void literalOctet(byte octet) {
        literal--;
        synchronizing = false; // it comes: the server has not refused it
        if (secret) {
            continued = true;
            return;
        }
        if (octet != '\n') {
            client.add(octet);
        }
        if (octet == '\n' || literal == 0) {
            print("C: ", client.take());
        }
        continued = true;
    }

    private void clientLine() {
        Matcher announced = ANNOUNCEMENT.matcher(client.end());
        boolean goesOn = announced.find();
        String line = client.take();
        if (secret) {
            print("C: ", SECRET);
        } else if (continued) {
            print("C: ", line);
        } else {
            command(line);
        }
        continued = goesOn;
        literal = goesOn ? Long.parseLong(announced.group(1)) : 0;
        synchronizing = goesOn && announced.group(2).isEmpty();
    }

    private void command(String line) {
        String[] words = line.strip().split("\\s+", 4);
        tag = words[0];
        for (int i = 0; i < Math.min(2, words.length); i++) { // the tag may have been forgotten
            String name = words[i].toUpperCase(Locale.ROOT);
            if (name.equals("LOGIN") || name.equals("AUTHENTICATE")) {
                secret = true;
                boolean mechanism = name.equals("AUTHENTICATE") && i == 1 && words.length > 2;
                boolean more = words.length > (mechanism ? 3 : i + 1);
                print(
                        "C: ",
                        String.join(" ", List.of(words).subList(0, mechanism ? 3 : i + 1))
                                + (more ? " " + SECRET : ""));
                return;
            }
        }
        print("C: ", line);
    }

    void sent(byte[] octets) {
        for (byte octet : octets) {
            if (octet == '\n') {
                serverLine(server.take());
            } else {
                server.add(octet);
            }
        }
    }

    private void serverLine(String line) {
        print("S: ", line);
        boolean completes = line.startsWith(tag + " ") || (secret && line.startsWith("* BAD "));
        if (!tag.isEmpty() && completes) {
            secret = false;
            if (synchronizing) { // refused: it does not come
                literal = 0;
                continued = false;
            }
        }
    }

    private void print(String who, String line) {
        StringBuilder printable = new StringBuilder(who);
        for (char c : line.toCharArray()) {
            printable.append(c >= 0x20 && c < 0x7F ? c : '.');
        }
        out.accept(printable.toString());
    }
}
