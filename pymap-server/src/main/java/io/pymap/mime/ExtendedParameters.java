package io.pymap.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of parameters that are split or encoded (RFC 2231). */
final class ExtendedParameters {

    private ExtendedParameters() {}

    /**
     * The value of the parameter. Encoded ({@code name*}) goes before split ({@code name*0}), that before plain, since
     * senders add the plain form for old readers. Split values end before the first number that is missing.
     */
    static Optional<String> find(List<Parameter> parameters, String name) {
        String key = Ascii.lower(name);
        String extended = key + "*";
        if (!isExtended(parameters, extended)) {
            return plain(parameters, key);
        }
        Map<String, String> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            values.putIfAbsent(parameter.name(), parameter.value());
        }
        String encoded = values.get(extended);
        if (encoded != null) {
            return Optional.of(new Joined().add(encoded, true).text());
        }
        Joined joined = new Joined();
        for (int number = 0; ; number++) {
            String plain = values.get(extended + number);
            String part = plain != null ? plain : values.get(extended + number + "*");
            if (part == null) {
                return number > 0 ? Optional.of(joined.text()) : Optional.ofNullable(values.get(key));
            }
            joined.add(part, plain == null);
        }
    }

    private static boolean isExtended(List<Parameter> parameters, String prefix) {
        for (Parameter parameter : parameters) {
            if (parameter.name().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> plain(List<Parameter> parameters, String key) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(key)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    /** The octets of the pieces, and the charset that the first encoded one names. */
    private static final class Joined {

        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        // Null until an encoded piece came: the octets are then not decoded.
        private @Nullable Charset charset;

        Joined add(String value, boolean encoded) {
            if (!encoded) {
                octets.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
                return this;
            }
            String rest = value;
            int language = value.indexOf('\'');
            int text = language < 0 ? -1 : value.indexOf('\'', language + 1);
            // RFC 2231 4.1: only the first piece names charset and language.
            if (charset == null && octets.size() == 0 && text >= 0) {
                charset = Charsets.find(value.substring(0, language)).orElse(StandardCharsets.ISO_8859_1);
                rest = value.substring(text + 1);
            }
            percentDecode(rest);
            return this;
        }

        private void percentDecode(String text) {
            for (int i = 0; i < text.length(); i++) {
                int high = i + 2 < text.length() ? Ascii.hex(text.charAt(i + 1)) : -1;
                int low = i + 2 < text.length() ? Ascii.hex(text.charAt(i + 2)) : -1;
                if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
                    octets.write(high << 4 | low);
                    i += 2;
                } else {
                    octets.write(text.charAt(i));
                }
            }
        }

        String text() {
            return octets.toString(charset != null ? charset : StandardCharsets.ISO_8859_1);
        }
    }
}
