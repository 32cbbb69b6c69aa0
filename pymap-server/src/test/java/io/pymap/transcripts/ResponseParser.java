package io.pymap.transcripts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads responses as strictly as the grammar of RFC 3501 9 has them: atoms and numbers as {@code String}, strings as
 * {@link Text}, lists as {@code List}.
 */
final class ResponseParser {

    private final String octets;
    private final boolean nulAllowed;
    private int at;

    /** A string, quoted or literal. */
    record Text(String value) {}

    ResponseParser(byte[] octets) {
        this(octets, false);
    }

    /** @param nulAllowed in literals: those of a message that was stored with some */
    ResponseParser(byte[] octets, boolean nulAllowed) {
        this.octets = new String(octets, ISO_8859_1);
        this.nulAllowed = nulAllowed;
    }

    boolean atEnd() {
        return at == octets.length();
    }

    /** One response as it stands, without its line end. */
    List<Object> response() {
        List<Object> values = new ArrayList<>();
        values.add(value());
        while (!octets.startsWith("\r\n", at)) {
            expect(" ");
            values.add(value());
        }
        expect("\r\n");
        return values;
    }

    private Object value() {
        char c = peek();
        if (c == '(') {
            return list();
        }
        if (c == '"') {
            return quoted();
        }
        if (c == '{' || (c == '~' && octets.startsWith("~{", at))) {
            return literal();
        }
        return atom();
    }

    /** Lists hold values apart by one space, or lists that follow each other as those of bodies and addresses do. */
    private List<Object> list() {
        List<Object> values = new ArrayList<>();
        expect("(");
        while (peek() != ')') {
            if (!values.isEmpty() && !(peek() == '(' && octets.charAt(at - 1) == ')')) {
                expect(" ");
            }
            values.add(value());
        }
        expect(")");
        return values;
    }

    private Text quoted() {
        StringBuilder text = new StringBuilder();
        expect("\"");
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                require(peek() == '"' || peek() == '\\', "an escaped quote or backslash");
            }
            require(peek() >= 0x20 && peek() < 0x7F, "a text character");
            text.append(octets.charAt(at++));
        }
        expect("\"");
        return new Text(text.toString());
    }

    private Text literal() {
        boolean binary = peek() == '~';
        at += binary ? 2 : 1;
        int end = octets.indexOf('}', at);
        int size = Integer.parseInt(octets.substring(at, end));
        at = end;
        expect("}\r\n");
        String value = octets.substring(at, at + size);
        require(nulAllowed || binary || value.indexOf(0) < 0, "no NUL in a literal");
        at += size;
        return new Text(value);
    }

    private String atom() {
        int start = at;
        int brackets = 0;
        while (at < octets.length()) {
            char c = octets.charAt(at);
            if (brackets == 0 && (c == ' ' || c == ')' || c == '\r')) {
                break;
            }
            if (c == '"' && brackets > 0) { // a field name within a section
                quoted();
                continue;
            }
            require(c >= 0x20 && c < 0x7F && (brackets > 0 || "({\"".indexOf(c) < 0), "an atom character");
            brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
            at++;
        }
        require(at > start, "an atom");
        return octets.substring(start, at);
    }

    private char peek() {
        require(at < octets.length(), "more octets");
        return octets.charAt(at);
    }

    private void expect(String text) {
        require(octets.startsWith(text, at), "'" + Octets.showLiteral(text.getBytes(ISO_8859_1)) + "'");
        at += text.length();
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            int from = Math.max(0, at - 200);
            throw new AssertionError("Expected " + what + " after "
                    + Octets.showLiteral(octets.substring(from, at).getBytes(ISO_8859_1)) + " and before "
                    + Octets.showLiteral(octets.substring(at, Math.min(at + 80, octets.length()))
                            .getBytes(ISO_8859_1)));
        }
    }
}
