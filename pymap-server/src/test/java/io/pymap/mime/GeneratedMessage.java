package io.pymap.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A random message that knows where it put its parts. */
final class GeneratedMessage {

    /** What was written: offsets of header, body and end, type, and what is inside. */
    static final class Node {
        final String type;
        final int start;
        final int bodyStart;
        final List<Node> inside = new ArrayList<>();
        int end;

        Node(String type, int start, int bodyStart) {
            this.type = type;
            this.start = start;
            this.bodyStart = bodyStart;
        }

        @Override
        public String toString() {
            return type + " " + start + "-" + bodyStart + "-" + end + inside;
        }
    }

    private static final List<String> LEAVES =
            List.of("text/plain", "text/html", "application/octet-stream", "image/png", "message/delivery-status");

    private final Random random;
    private final String lineEnd;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    /** Boundaries in use: bodies must not hold their delimiters, nor may a part inside use them again. */
    private final List<String> boundaries = new ArrayList<>();

    private final Node root;
    private int serial;

    GeneratedMessage(long seed) {
        random = new Random(seed);
        lineEnd = random.nextInt(4) == 0 ? "\n" : "\r\n";
        root = part(0, false);
    }

    byte[] octets() {
        return octets.toByteArray();
    }

    Node root() {
        return root;
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private void write(String text) {
        octets.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void line(String text) {
        write(text + lineEnd);
    }

    private Node part(int depth, boolean inDigest) {
        String type = type(depth, inDigest);
        String boundary = boundary();
        int start = octets.size();
        header(type, boundary, inDigest);
        Node node = new Node(type, start, octets.size());
        if (type.startsWith("multipart/")) {
            multipart(node, boundary, depth);
        } else if (type.equals("message/rfc822")) {
            node.inside.add(part(depth + 1, false));
        } else {
            body();
        }
        node.end = octets.size();
        return node;
    }

    private String type(int depth, boolean inDigest) {
        int kind = random.nextInt(depth > 6 ? 4 : 10);
        if (kind < 4 && !(inDigest && depth <= 6)) {
            return LEAVES.get(random.nextInt(LEAVES.size()));
        }
        if (kind < 6) {
            return depth > 6 ? "text/plain" : "message/rfc822";
        }
        return oneIn(4) ? "multipart/digest" : "multipart/mixed";
    }

    /** Often a boundary in use with something after it, or the start of one. */
    private String boundary() {
        String unique = "b" + serial++;
        if (boundaries.isEmpty() || oneIn(2)) {
            return unique + (oneIn(4) ? "--" : "");
        }
        String used = boundaries.get(random.nextInt(boundaries.size()));
        String derived = oneIn(2) ? used + "=" + serial : used.substring(0, 1 + random.nextInt(used.length()));
        boolean clashes = boundaries.stream()
                .anyMatch(
                        other -> other.equals(derived) || other.equals(derived + "--") || derived.equals(other + "--"));
        return clashes ? unique : derived;
    }

    private void header(String type, String boundary, boolean inDigest) {
        if (oneIn(2)) {
            line("Subject: words" + lineEnd + "\tfolded: --" + boundary);
        }
        String absent = inDigest ? "message/rfc822" : "text/plain";
        if (!type.equals(absent) || oneIn(2)) {
            write("cONTENT-Type :" + (oneIn(2) ? lineEnd + " " : " ") + type.toUpperCase(Locale.ROOT));
            line(
                    type.startsWith("multipart/")
                            ? ";" + (oneIn(2) ? lineEnd + "\t" : "") + " boundary=\"" + boundary + "\""
                            : "");
        }
        if (oneIn(3)) {
            line("X-Octets: \0\r\u00ff \u00e4\"(");
        }
        line("");
    }

    private void multipart(Node node, String boundary, int depth) {
        boundaries.add(boundary);
        boolean atLineStart = true;
        if (oneIn(3)) {
            line("");
            text();
            atLineStart = false;
        }
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            write((atLineStart ? "" : lineEnd) + "--" + boundary);
            line(" \t".repeat(random.nextInt(3) / 2));
            int before = octets.size();
            Node child = part(depth + 1, node.type.equals("multipart/digest"));
            node.inside.add(child);
            // Without a body the next delimiter may follow the header at once.
            atLineStart = child.bodyStart == child.end && child.end > before && oneIn(2);
        }
        boundaries.remove(boundaries.size() - 1);
        if (oneIn(4)) {
            return;
        }
        write((atLineStart ? "" : lineEnd) + "--" + boundary + "--" + (oneIn(3) ? "  " : ""));
        if (oneIn(3)) {
            write(lineEnd);
            text();
        }
    }

    private void body() {
        if (!oneIn(5)) {
            text();
        }
    }

    /** Lines of which none is a delimiter; the last one may have a line end. */
    private void text() {
        int lines = random.nextInt(6);
        for (int i = 0; i < lines; i++) {
            line(textLine());
        }
        write(oneIn(2) ? "" : textLine());
    }

    private String textLine() {
        String boundary = boundaries.isEmpty() ? "x" : boundaries.get(random.nextInt(boundaries.size()));
        return switch (random.nextInt(7)) {
            case 0 -> "";
            case 1 -> "--" + boundary + "~";
            case 2 -> " --" + boundary;
            case 3 -> "-" + boundary + "--";
            case 4 -> "--" + boundary + "- -";
            case 5 -> "a\rb\0c\u00ff--";
            default -> "x".repeat(random.nextInt(80));
        };
    }
}
