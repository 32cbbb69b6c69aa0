package io.pymap.variation;

import io.pymap.variation.Token.Element;
import io.pymap.variation.Token.Form;
import io.pymap.variation.Token.Group;
import io.pymap.variation.Token.Text;
import io.pymap.variation.Token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tokens of a response. */
final class TokenReader {

    private final String response;
    private int at;

    private TokenReader(String response) {
        this.response = response;
    }

    /** All up to CR LF; empty where it does not follow the syntax of data. */
    static Optional<List<Element>> read(String response) {
        TokenReader reader = new TokenReader(response);
        try {
            List<Element> elements = reader.elements('\r');
            return reader.at + 2 == response.length() ? Optional.of(elements) : Optional.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private List<Element> elements(char end) {
        List<Element> elements = new ArrayList<>();
        while (response.charAt(at) != end) {
            boolean spaced = response.charAt(at) == ' ';
            if (spaced) {
                at++;
            }
            elements.add(new Element(spaced, token()));
        }
        return elements;
    }

    private Token token() {
        char first = response.charAt(at);
        if (first == '(') {
            at++;
            List<Element> elements = elements(')');
            at++;
            return new Group(elements);
        }
        if (first == '"') {
            return new Text(quoted(), Form.QUOTED);
        }
        if (first == '{') {
            return new Text(literal(), Form.LITERAL);
        }
        if (response.startsWith("~{", at)) {
            at++;
            return new Text(literal(), Form.LITERAL8);
        }
        return new Word(word());
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        at++;
        while (response.charAt(at) != '"') {
            if (response.charAt(at) == '\\') {
                at++;
            }
            text.append(response.charAt(at++));
        }
        at++;
        return text.toString();
    }

    private String literal() {
        int end = response.indexOf("}\r\n", at);
        int length = Integer.parseInt(response.substring(at + 1, end));
        int from = end + 3;
        at = from + length;
        return response.substring(from, at);
    }

    /** With all that is in brackets, spaces as well. */
    private String word() {
        int from = at;
        int depth = 0;
        while (depth > 0 || " ()\r".indexOf(response.charAt(at)) < 0) {
            char c = response.charAt(at);
            if (c == '"' && depth > 0) {
                quoted();
                continue;
            }
            if (c == '\r') {
                throw new IndexOutOfBoundsException(at); // a bracket that nothing closes
            }
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            at++;
        }
        if (at == from) {
            throw new IndexOutOfBoundsException(at); // two spaces, or a parenthesis that nothing opens
        }
        return response.substring(from, at);
    }
}
