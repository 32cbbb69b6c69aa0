package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 as RFC 3629 allows it: no lone surrogates, no overlong forms, nothing replaced. */
final class StrictUtf8 {

    private StrictUtf8() {}

    static String decode(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw AuthenticationException.malformed("Expected UTF-8.");
        }
    }
}
