package io.pymap.variation;

import java.util.List;

/** A part of a response. One char for each octet. */
sealed interface Token {

    /** An atom, a number, or the name of an item with its section: {@code BODY[HEADER.FIELDS (TO)]<0>}. */
    record Word(String text) implements Token {

        boolean isNil() {
            return text.equalsIgnoreCase("NIL");
        }
    }

    /** A string, quoted or as a literal. RFC 9051 4.3. */
    record Text(String value, Form form) implements Token {}

    /** What is in parentheses. */
    record Group(List<Element> elements) implements Token {
        public Group {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A token in its place.
     *
     * @param spaced whether a space comes before it: addresses of an ENVELOPE stand side by side
     */
    record Element(boolean spaced, Token token) {

        Element with(Token other) {
            return new Element(spaced, other);
        }
    }

    /** How a string is written. */
    enum Form {
        QUOTED,
        LITERAL,
        /** Of octets that may be 0: with a tilde before its size. RFC 3516 4.1. */
        LITERAL8
    }
}
