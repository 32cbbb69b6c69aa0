package io.pymap.mime;

import java.util.List;
import java.util.Optional;

/**
 * How a part asks to be shown (RFC 2183).
 *
 * @param type in lower case, such as inline or attachment
 * @param parameters in their order, at most 100, as written; {@link #parameter} decodes them
 */
public record ContentDisposition(String type, List<Parameter> parameters) {

    public ContentDisposition {
        parameters = List.copyOf(parameters);
    }

    /** Absent if there is no such field, or its value does not start with a token. */
    static Optional<ContentDisposition> of(MimeHeader header) {
        return header.text("Content-Disposition").flatMap(ContentDisposition::parse);
    }

    private static Optional<ContentDisposition> parse(String value) {
        StructuredText text = new StructuredText(value);
        text.skipSpaceAndComments();
        String type = Ascii.lower(text.token());
        return type.isEmpty() ? Optional.empty() : Optional.of(new ContentDisposition(type, text.parameters()));
    }

    /** Value of the parameter, RFC 2231 continuations joined and charset decoded. */
    public Optional<String> parameter(String name) {
        return ExtendedParameters.find(parameters, name);
    }
}
