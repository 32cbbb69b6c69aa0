package io.pymap.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Charsets by the names that mail gives them. */
final class Charsets {

    private Charsets() {}

    /** Absent if the name is not one, or of a charset unknown here. */
    static Optional<Charset> find(String name) {
        try {
            return Optional.of(Charset.forName(name.strip()));
        } catch (IllegalArgumentException unknownOrMalformed) {
            return Optional.empty();
        }
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
