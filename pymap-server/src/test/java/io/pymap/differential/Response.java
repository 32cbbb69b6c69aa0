package io.pymap.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A response, taken apart.
 *
 * @param tag {@code *}, {@code +} or the tag of a command
 * @param number the number before the kind, as in {@code * 3 EXISTS}, or -1
 * @param kind the first word, in upper case
 * @param code what stands in brackets after OK, NO, BAD, BYE or PREAUTH, or nothing
 * @param values what follows the kind, where it is data
 * @param octets as it came
 */
public record Response(String tag, long number, String kind, String code, List<Value> values, String octets) {

    private static final List<String> CONDITIONS = List.of("OK", "NO", "BAD", "BYE", "PREAUTH");

    /** @throws IllegalArgumentException where it is no response */
    public static Response parse(String octets) {
        Reader reader = new Reader(octets);
        String tag = reader.word();
        if (tag.equals("+")) {
            return new Response(tag, -1, "", "", List.of(), octets);
        }
        reader.space();
        String kind = reader.word();
        long number = -1;
        if (kind.chars().allMatch(c -> c >= '0' && c <= '9')) {
            number = Long.parseLong(kind);
            reader.space();
            kind = reader.word();
        }
        kind = kind.toUpperCase(Locale.ROOT);
        if (CONDITIONS.contains(kind)) {
            return new Response(tag, number, kind, reader.code(), List.of(), octets);
        }
        return new Response(tag, number, kind, "", reader.rest(), octets);
    }

    boolean isData() {
        return !CONDITIONS.contains(kind);
    }

    String codeName() {
        int space = code.indexOf(' ');
        return (space < 0 ? code : code.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    String codeArguments() {
        int space = code.indexOf(' ');
        return space < 0 ? "" : code.substring(space + 1);
    }

    private static final class Reader {
        private final String octets;
        private int at;

        Reader(String octets) {
            this.octets = octets;
        }

        String word() {
            int end = at;
            while (end < octets.length() && octets.charAt(end) > ' ') {
                end++;
            }
            String word = octets.substring(at, end);
            at = end;
            return word;
        }

        void space() {
            expect(' ');
        }

        String code() {
            if (!octets.startsWith(" [", at)) {
                return "";
            }
            int end = octets.indexOf(']', at);
            if (end < 0) {
                throw new IllegalArgumentException("Expected the end of a response code: " + octets);
            }
            return octets.substring(at + 2, end);
        }

        List<Value> rest() {
            List<Value> values = new ArrayList<>();
            while (!octets.startsWith("\r\n", at)) {
                if (octets.charAt(at) == ' ') {
                    at++;
                } else {
                    values.add(value());
                }
            }
            return values;
        }

        private Value value() {
            char c = octets.charAt(at);
            if (c == '(') {
                return items();
            }
            if (c == '"') {
                return new Value.Text(quoted());
            }
            if (c == '{' || octets.startsWith("~{", at)) {
                int end = octets.indexOf("}\r\n", at);
                int size = Integer.parseInt(octets.substring(octets.indexOf('{', at) + 1, end));
                at = end + 3 + size;
                return new Value.Text(octets.substring(end + 3, at));
            }
            return atom();
        }

        private Value items() {
            List<Value> values = new ArrayList<>();
            expect('(');
            while (octets.charAt(at) != ')') {
                if (octets.charAt(at) == ' ') {
                    at++;
                } else {
                    values.add(value());
                }
            }
            expect(')');
            return new Value.Items(values);
        }

        private String quoted() {
            StringBuilder text = new StringBuilder();
            expect('"');
            while (octets.charAt(at) != '"') {
                at += octets.charAt(at) == '\\' ? 1 : 0;
                text.append(octets.charAt(at++));
            }
            expect('"');
            return text.toString();
        }

        /** To the next space or parenthesis, but not within brackets: {@code BODY[HEADER.FIELDS ("to")]<0>}. */
        private Value atom() {
            int start = at;
            int brackets = 0;
            while (octets.charAt(at) != '\r' && (brackets > 0 || " ()".indexOf(octets.charAt(at)) < 0)) {
                brackets += octets.charAt(at) == '[' ? 1 : octets.charAt(at) == ']' ? -1 : 0;
                at++;
            }
            if (at == start) {
                throw new IllegalArgumentException("Expected a value at " + at + " of: " + octets);
            }
            return new Value.Atom(octets.substring(start, at));
        }

        private void expect(char wanted) {
            if (octets.charAt(at) != wanted) {
                throw new IllegalArgumentException("Expected '" + wanted + "' at " + at + " of: " + octets);
            }
            at++;
        }
    }
}
