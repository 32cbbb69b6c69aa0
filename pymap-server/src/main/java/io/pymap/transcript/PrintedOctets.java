package io.pymap.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Octets as text that can be printed: UTF-8 where it is that, and no control characters but line ends and tabs. */
final class PrintedOctets {

    private PrintedOctets() {}

    static String text(byte[] octets) {
        try {
            return escaped(decoded(octets, StandardCharsets.UTF_8), false);
        } catch (CharacterCodingException e) {
            return escaped(new String(octets, StandardCharsets.ISO_8859_1), true);
        }
    }

    private static String decoded(byte[] octets, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    }

    private static String escaped(String text, boolean asciiOnly) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
            if (endsLine || c == '\t' || (!Character.isISOControl(c) && !(asciiOnly && c > 0x7E))) {
                out.append(c);
            } else {
                out.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return out.toString();
    }
}
