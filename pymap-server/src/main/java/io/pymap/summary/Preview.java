package io.pymap.summary;

import io.pymap.mime.MimePart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of a message as people read it: of its first text part, without markup, quoted text and signature.
 * RFC 8970 3.3.
 */
final class Preview {

    /** In characters. RFC 8970 3.3: should be at most 200. */
    private static final int LENGTH = 200;

    /** What is looked at of a text, in UTF-16 units. */
    private static final int MAX_TEXT = 64 << 10;

    private Preview() {}

    static String of(MimePart message) {
        Optional<MimePart> part = textPart(message);
        String text = part.flatMap(MimePart::decodedText).orElse("");
        String start = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        boolean html = part.filter(found -> found.contentType().subtype().equals("html"))
                .isPresent();
        return cut(collapsed(html ? HtmlText.of(start) : withoutQuotes(start)));
    }

    /** The first text that is no attachment; of alternatives the plain one, where there is one. */
    private static Optional<MimePart> textPart(MimePart message) {
        Deque<MimePart> parts = new ArrayDeque<>();
        parts.push(message);
        while (!parts.isEmpty()) {
            MimePart part = parts.pop();
            if (part.isText() && !isAttached(part)) {
                return Optional.of(part);
            }
            List<MimePart> children = part.children();
            if (part.contentType().subtype().equals("alternative")) {
                Optional<MimePart> plain = children.stream()
                        .filter(child ->
                                child.isText() && child.contentType().subtype().equals("plain"))
                        .findFirst();
                if (plain.isPresent()) {
                    return plain;
                }
            }
            for (int i = children.size() - 1; i >= 0; i--) {
                parts.push(children.get(i));
            }
            part.message().ifPresent(parts::push);
        }
        return Optional.empty();
    }

    private static boolean isAttached(MimePart part) {
        return part.disposition()
                .filter(disposition -> disposition.type().equalsIgnoreCase("attachment"))
                .isPresent();
    }

    /** Without lines that begin with {@code >}, the line that introduces them, and what follows {@code "-- "}. */
    private static String withoutQuotes(String text) {
        StringBuilder kept = new StringBuilder();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size() && kept.length() < 4 * LENGTH; i++) {
            String line = lines.get(i);
            if (line.equals("-- ")) {
                break;
            }
            if (!line.startsWith(">") && !(line.stripTrailing().endsWith(":") && isQuoteAfter(lines, i))) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static boolean isQuoteAfter(List<String> lines, int index) {
        int next = index + 1;
        while (next < lines.size() && next < index + 3 && lines.get(next).isBlank()) {
            next++;
        }
        return next < lines.size() && lines.get(next).startsWith(">");
    }

    /** White space and control characters as one space each run. */
    private static String collapsed(String text) {
        StringBuilder out = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < text.length() && out.length() <= 2 * LENGTH; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c) || c == '\uFEFF') {
                space = out.length() > 0;
            } else {
                if (space) {
                    out.append(' ');
                    space = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String cut(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters <= LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LENGTH)).strip();
    }
}
