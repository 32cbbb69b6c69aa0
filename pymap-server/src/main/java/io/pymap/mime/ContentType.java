package io.pymap.mime;

import java.util.List;
import java.util.Optional;

/**
 * What a part holds (RFC 2045 5).
 *
 * @param type in lower case
 * @param subtype in lower case
 * @param parameters in their order, at most 100, as written; {@link #parameter} decodes them
 */
public record ContentType(String type, String subtype, List<Parameter> parameters) {

    static final ContentType TEXT_PLAIN = new ContentType("text", "plain", List.of());
    static final ContentType MESSAGE = new ContentType("message", "rfc822", List.of());
    static final ContentType OPAQUE = new ContentType("application", "octet-stream", List.of());

    public ContentType {
        parameters = List.copyOf(parameters);
    }

    /**
     * What that header says, or the default if it says nothing. A value that is not {@code type/subtype} counts as
     * text/plain (RFC 2045 5.2).
     */
    static ContentType of(MimeHeader header, ContentType absent) {
        return header.text("Content-Type").map(ContentType::parse).orElse(absent);
    }

    private static ContentType parse(String value) {
        StructuredText text = new StructuredText(value);
        text.skipSpaceAndComments();
        String type = Ascii.lower(text.token());
        text.skipSpaceAndComments();
        boolean slash = text.accept('/');
        text.skipSpaceAndComments();
        String subtype = Ascii.lower(text.token());
        if (type.isEmpty() || !slash || subtype.isEmpty()) {
            return TEXT_PLAIN;
        }
        return new ContentType(type, subtype, text.parameters());
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /** True for message/rfc822 and message/global (RFC 6532 3.7). */
    public boolean isMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }

    public boolean isText() {
        return type.equals("text");
    }

    /** Value of the parameter, RFC 2231 continuations joined and charset decoded. */
    public Optional<String> parameter(String name) {
        return ExtendedParameters.find(parameters, name);
    }

    /** The type that the parts of a multipart have when their header names none (RFC 2046 5.1.5). */
    ContentType defaultOfParts() {
        return isMultipart() && subtype.equals("digest") ? MESSAGE : TEXT_PLAIN;
    }
}
