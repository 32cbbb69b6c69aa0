package io.pymap.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Base64;

/** The encoding of mailbox names in IMAP4rev1, and of their directories in a Maildir. RFC 3501 5.1.3. Strict in both directions. */
public final class ModifiedUtf7 {

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private ModifiedUtf7() {}

    public static String encode(String name) {
        StringBuilder out = new StringBuilder(name.length() + 16);
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (c == '&') {
                out.append("&-");
                at++;
            } else if (isDirect(c)) {
                out.append(c);
                at++;
            } else {
                int end = at;
                while (end < name.length() && !isDirect(name.charAt(end))) {
                    end++;
                }
                byte[] utf16 = name.substring(at, end).getBytes(UTF_16BE);
                out.append('&')
                        .append(new String(ENCODER.encode(utf16), ISO_8859_1).replace('/', ','))
                        .append('-');
                at = end;
            }
        }
        return out.toString();
    }

    /** @throws IllegalArgumentException where the text is not what {@link #encode} gives for some name; it says what was expected */
    public static String decode(String encoded) {
        StringBuilder out = new StringBuilder(encoded.length());
        int at = 0;
        while (at < encoded.length()) {
            char c = encoded.charAt(at);
            if (c != '&') {
                if (!isDirect(c)) {
                    throw new IllegalArgumentException("Expected printable ASCII or &...- in a mailbox name");
                }
                out.append(c);
                at++;
                continue;
            }
            int end = encoded.indexOf('-', at);
            if (end < 0) {
                throw new IllegalArgumentException("Expected '-' after '&' in a mailbox name");
            }
            out.append(end == at + 1 ? "&" : shifted(encoded.substring(at + 1, end)));
            at = end + 1;
        }
        String name = out.toString();
        if (!encode(name).equals(encoded)) { // RFC 3501 5.1.3: no superfluous shifts, no printable ASCII within one
            throw new IllegalArgumentException("Expected the shortest form of modified UTF-7 in a mailbox name");
        }
        return name;
    }

    private static String shifted(String base64) {
        if (base64.indexOf('/') >= 0) {
            throw new IllegalArgumentException("Expected ',' and not '/' in modified UTF-7");
        }
        try {
            byte[] utf16 = DECODER.decode(base64.replace(',', '/'));
            return UTF_16BE.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf16))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException("Expected UTF-16 in modified base64 between '&' and '-'");
        }
    }

    private static boolean isDirect(char c) {
        return c >= 0x20 && c <= 0x7E;
    }
}
