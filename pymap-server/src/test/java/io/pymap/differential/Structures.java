package io.pymap.differential;

import java.util.List;
import java.util.Locale;

/** Body structures, in the form in which they are compared. */
final class Structures {

    private Structures() {}

    /** Media types, names of parameters and transfer encodings are in upper case: RFC 2045 5.1 and 6.1 give them none. */
    static String canonical(Value body) {
        if (!(body instanceof Value.Items items) || items.values().isEmpty()) {
            return body.canonical();
        }
        List<Value> values = items.values();
        if (values.get(0) instanceof Value.Items) {
            return multipart(values);
        }
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            String canonical;
            if (i < 2 || i == 5) {
                canonical = value.canonical().toUpperCase(Locale.ROOT);
            } else if (i == 2 || isDisposition(value) || isLanguage(value)) {
                canonical = parameters(value);
            } else if (i == 8 && values.get(0).upperCase().equals("MESSAGE")) {
                canonical = canonical(value);
            } else {
                canonical = value.canonical();
            }
            text.append(i == 0 ? "" : " ").append(canonical);
        }
        return text.append(')').toString();
    }

    private static String multipart(List<Value> values) {
        StringBuilder text = new StringBuilder("(");
        int at = 0;
        while (at < values.size() && values.get(at) instanceof Value.Items) {
            text.append(canonical(values.get(at++)));
        }
        for (; at < values.size(); at++) {
            Value value = values.get(at);
            text.append(' ')
                    .append(
                            value instanceof Value.Items
                                    ? parameters(value)
                                    : value.canonical().toUpperCase(Locale.ROOT));
        }
        return text.append(')').toString();
    }

    private static boolean isDisposition(Value value) {
        return value instanceof Value.Items items
                && items.values().size() == 2
                && items.values().get(0) instanceof Value.Text
                && !(items.values().get(1) instanceof Value.Text);
    }

    private static boolean isLanguage(Value value) {
        return value instanceof Value.Items items
                && items.values().size() == 1
                && items.values().get(0) instanceof Value.Text;
    }

    private static String parameters(Value value) {
        if (!(value instanceof Value.Items items)) {
            return value.canonical();
        }
        List<Value> values = items.values();
        if (isDisposition(value)) {
            return "(" + values.get(0).upperCase() + " " + parameters(values.get(1)) + ")";
        }
        if (values.size() == 1) {
            return values.get(0)
                    .canonical(); // a language alone: RFC 3501 9, body-fld-lang, lets it stand without a list
        }
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(
                            i % 2 == 0
                                    ? values.get(i).upperCase()
                                    : values.get(i).canonical());
        }
        return text.append(')').toString();
    }
}
