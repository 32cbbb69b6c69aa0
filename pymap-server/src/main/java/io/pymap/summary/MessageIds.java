package io.pymap.summary;

import java.util.ArrayList;
import java.util.List;

/** Reads the message-ids of a field (RFC 5322 3.6.4), in the one form in which they are compared. RFC 5256 3. */
final class MessageIds {

    /** Of a longer list, which no honest mail has, the youngest count. */
    private static final int MAX_IDS = 1_000;

    private MessageIds() {}

    /** The first one, if there is any. */
    static List<String> first(String field) {
        return read(field, 1);
    }

    static List<String> all(String field) {
        List<String> ids = read(field, Integer.MAX_VALUE);
        return ids.size() <= MAX_IDS ? ids : ids.subList(ids.size() - MAX_IDS, ids.size());
    }

    private static List<String> read(String field, int most) {
        List<String> ids = new ArrayList<>();
        int open = field.indexOf('<');
        while (open >= 0 && ids.size() < most) {
            int close = closing(field, open + 1);
            if (close < 0) {
                break;
            }
            if (field.charAt(close) == '>') {
                String id = normal(field, open + 1, close);
                if (id.indexOf('@') > 0) { // else it is no msg-id
                    ids.add(id);
                }
                open = field.indexOf('<', close + 1);
            } else {
                open = close; // another one begins before this has ended
            }
        }
        return ids;
    }

    /** Where the next angle bracket outside of quotes is, or -1. */
    private static int closing(String field, int from) {
        boolean quoted = false;
        for (int i = from; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '>' || c == '<')) {
                return i;
            }
        }
        return -1;
    }

    /** Without quotes, their backslashes, and white space. */
    private static String normal(String field, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            char c = field.charAt(i);
            if (c == '\\' && quoted && i + 1 < to) {
                out.append(field.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || c > ' ') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
