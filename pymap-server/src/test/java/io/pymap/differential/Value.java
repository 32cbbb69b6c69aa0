package io.pymap.differential;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A word of a response. */
public sealed interface Value {

    /** As it is compared: a string in quotes however it was sent, since its form is the server's choice. */
    String canonical();

    /** The octets that it means, be it atom or string; those of a list in its canonical form. */
    String text();

    default String upperCase() {
        return text().toUpperCase(Locale.ROOT);
    }

    default boolean isNil() {
        return this instanceof Atom && upperCase().equals("NIL");
    }

    record Atom(String text) implements Value {
        @Override
        public String canonical() {
            return text;
        }
    }

    record Text(String text) implements Value {
        @Override
        public String canonical() {
            return "\"" + text + "\"";
        }
    }

    record Items(List<Value> values) implements Value {
        @Override
        public String canonical() {
            return values.stream().map(Value::canonical).collect(Collectors.joining(" ", "(", ")"));
        }

        @Override
        public String text() {
            return canonical();
        }
    }
}
