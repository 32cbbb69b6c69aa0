package io.pymap.mime;

import java.util.ArrayList;
import java.util.List;

/** A cursor over the text of a structured field: tokens, quoted strings, comments (RFC 5322 3.2, RFC 2045 5.1). */
final class StructuredText {

    private final String text;
    private int position;

    StructuredText(String text) {
        this.text = text;
    }

    /** The text with each comment replaced by a space, trimmed; quoted strings stay as they are. */
    static String withoutComments(String text) {
        if (text.indexOf('(') < 0) {
            return text.strip();
        }
        StructuredText from = new StructuredText(text);
        StringBuilder kept = new StringBuilder(text.length());
        while (!from.atEnd()) {
            int start = from.position;
            if (from.peek() == '(') {
                from.skipComment();
                kept.append(' ');
            } else {
                if (from.peek() == '"') {
                    from.quotedString();
                } else {
                    from.position++;
                }
                kept.append(text, start, from.position);
            }
        }
        return kept.toString().strip();
    }

    boolean atEnd() {
        return position >= text.length();
    }

    private char peek() {
        return text.charAt(position);
    }

    void skipSpaceAndComments() {
        while (!atEnd()) {
            if (peek() == '(') {
                skipComment();
            } else if (Ascii.isSpace(peek())) {
                position++;
            } else {
                return;
            }
        }
    }

    /** Comments nest; one that is not closed goes to the end. */
    private void skipComment() {
        int depth = 0;
        do {
            char character = text.charAt(position++);
            if (character == '(') {
                depth++;
            } else if (character == ')') {
                depth--;
            } else if (character == '\\' && !atEnd()) {
                position++;
            }
        } while (depth > 0 && !atEnd());
    }

    /** Takes the character if it is next. */
    boolean accept(char character) {
        if (atEnd() || peek() != character) {
            return false;
        }
        position++;
        return true;
    }

    /** The token here, empty if there is none (RFC 2045 5.1; octets above 127 are tolerated). */
    String token() {
        int start = position;
        while (!atEnd() && peek() > ' ' && peek() != 127 && "()<>@,;:\\\"/[]?=".indexOf(peek()) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    /** The content of the quoted string here, quoting removed; one that is not closed goes to the end. */
    private String quotedString() {
        StringBuilder content = new StringBuilder();
        position++;
        while (!atEnd()) {
            char character = text.charAt(position++);
            if (character == '"') {
                break;
            }
            if (character == '\\' && !atEnd()) {
                character = text.charAt(position++);
            }
            content.append(character);
        }
        return content.toString();
    }

    /**
     * The parameters from here to the end. Names in lower case, values without quoting, in their order; a piece without
     * a name or an equals sign is skipped. A value that should have been quoted goes to the next semicolon.
     */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        skipToSemicolon();
        while (!atEnd() && parameters.size() < MimeLimits.PARAMETERS) {
            position++;
            skipSpaceAndComments();
            String name = Ascii.lower(token());
            skipSpaceAndComments();
            if (!name.isEmpty() && accept('=')) {
                parameters.add(new Parameter(name, value()));
            }
            skipToSemicolon();
        }
        return parameters;
    }

    private String value() {
        skipSpaceAndComments();
        if (!atEnd() && peek() == '"') {
            return quotedString();
        }
        int start = position;
        while (!atEnd() && peek() != ';' && peek() != '(') {
            position++;
        }
        return text.substring(start, position).strip();
    }

    private void skipToSemicolon() {
        while (!atEnd() && peek() != ';') {
            if (peek() == '"') {
                quotedString();
            } else if (peek() == '(') {
                skipComment();
            } else {
                position++;
            }
        }
    }
}
