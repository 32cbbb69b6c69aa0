package io.pymap.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Charsets by the names that mail gives them. */
final class Charsets {

    /**
     * All charsets by name and alias in lower case. {@link Charset#forName} asks every provider about an unknown name,
     * which takes a tenth of a millisecond: mail full of such names would cost seconds.
     */
    private static final Map<String, Charset> BY_NAME = byName();

    private Charsets() {}

    private static Map<String, Charset> byName() {
        Map<String, Charset> byName = new HashMap<>();
        for (Charset charset : Charset.availableCharsets().values()) {
            charset.aliases().forEach(alias -> byName.put(Ascii.lower(alias), charset));
        }
        // Names last: the name of one charset may be an alias of another.
        Charset.availableCharsets().forEach((name, charset) -> byName.put(Ascii.lower(name), charset));
        return Map.copyOf(byName);
    }

    /** Absent if the name is not one, or of a charset unknown here. */
    static Optional<Charset> find(String name) {
        return Optional.ofNullable(BY_NAME.get(Ascii.lower(name.strip())));
    }

    /** Octets that say no charset: UTF-8 if they are that, otherwise ISO-8859-1. */
    static String undeclared(Octets octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.array(), octets.offset(), octets.length()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return octets.text(StandardCharsets.ISO_8859_1);
        }
    }
}
