package io.pymap.mime;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Shows a part as one line of text: its type, then the body of a leaf in bars or what is inside in brackets. */
final class Outline {

    private Outline() {}

    static MimePart parse(String message) {
        return MimePart.parse(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String of(String message) {
        return of(parse(message));
    }

    static String of(MimePart part) {
        String type = part.contentType().type() + "/" + part.contentType().subtype();
        if (part.isMultipart()) {
            return type + part.children().stream().map(Outline::of).collect(Collectors.joining(",", "[", "]"));
        }
        return type + part.message().map(message -> "(" + of(message) + ")").orElse("|" + part.bodyOctets() + "|");
    }
}
