package io.pymap.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The literals of one response. RFC 9051 4.3, RFC 3516 4.1. */
final class Literals {

    private static final Pattern ANNOUNCEMENT = Pattern.compile("\\{(\\d{1,9})}\r\n");

    private Literals() {}

    /**
     * The response with announcements that are off by so many octets.
     *
     * @param response one char for each octet
     */
    static String announced(String response, int offBy) {
        StringBuilder changed = new StringBuilder();
        Matcher announcement = ANNOUNCEMENT.matcher(response);
        int from = 0;
        while (announcement.find(from)) {
            int size = Integer.parseInt(announcement.group(1));
            int end = Math.min(response.length(), announcement.end() + size);
            changed.append(response, from, announcement.start())
                    .append('{')
                    .append(Math.max(0, size + offBy))
                    .append("}\r\n")
                    .append(response, announcement.end(), end);
            from = end;
        }
        return changed.append(response, from, response.length()).toString();
    }
}
