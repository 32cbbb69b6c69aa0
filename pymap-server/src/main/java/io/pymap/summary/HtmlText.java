package io.pymap.summary;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is read of HTML: the text outside of tags, in one pass, and the most made of what is broken. */
final class HtmlText {

    /** What stands in these is not read by people; a quotation is not read again. */
    private static final Set<String> UNREAD = Set.of("head", "style", "script", "title", "template", "blockquote");

    private static final Set<String> INLINE =
            Set.of("a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "sub", "sup", "code", "tt");

    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "zwnj", "", "shy", "");

    private static final int LONGEST_ENTITY = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private String unread = ""; // the element that is being skipped
    private int depth; // of elements of that name

    private HtmlText(String html) {
        this.html = html;
    }

    static String of(String html) {
        return new HtmlText(html).read();
    }

    private String read() {
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<' && at + 1 < html.length() && beginsTag(html.charAt(at + 1))) {
                tag();
            } else if (c == '&') {
                entity();
            } else {
                at++;
                show(c);
            }
        }
        return text.toString();
    }

    private static boolean beginsTag(char c) {
        return c == '/' || c == '!' || c == '?' || Character.isLetter(c);
    }

    private void show(char c) {
        if (unread.isEmpty()) {
            text.append(c);
        }
    }

    private void tag() {
        if (html.startsWith("<!--", at)) {
            int end = html.indexOf("-->", at + 4);
            at = end < 0 ? html.length() : end + 3;
            return;
        }
        boolean closes = html.charAt(at + 1) == '/';
        int nameStart = at + (closes ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < html.length() && Character.isLetterOrDigit(html.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = html.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        at = tagEnd(nameEnd);
        if (!unread.isEmpty()) {
            if (name.equals(unread)) {
                depth += closes ? -1 : 1;
                unread = depth == 0 ? "" : unread;
            }
        } else if (!closes && UNREAD.contains(name)) {
            unread = name;
            depth = 1;
        }
        if (!INLINE.contains(name)) {
            show(' ');
        }
    }

    private int tagEnd(int from) {
        char quote = 0;
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return html.length();
    }

    private void entity() {
        String ahead = html.substring(at + 1, Math.min(html.length(), at + 1 + LONGEST_ENTITY));
        int semicolon = ahead.indexOf(';');
        String name = semicolon < 0 ? "" : ahead.substring(0, semicolon);
        String meaning = name.startsWith("#") ? character(name.substring(1)) : ENTITIES.getOrDefault(name, "");
        boolean known = !meaning.isEmpty() || ENTITIES.containsKey(name);
        if (known) {
            at += semicolon + 2;
            meaning.chars().forEach(c -> show((char) c));
        } else {
            at++;
            show('&');
        }
    }

    private static String character(String number) {
        try {
            boolean hexadecimal = number.startsWith("x") || number.startsWith("X");
            int value = Integer.parseInt(hexadecimal ? number.substring(1) : number, hexadecimal ? 16 : 10);
            boolean shown = Character.isValidCodePoint(value)
                    && !Character.isISOControl(value)
                    && Character.getType(value) != Character.SURROGATE;
            return shown ? Character.toString(value) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
