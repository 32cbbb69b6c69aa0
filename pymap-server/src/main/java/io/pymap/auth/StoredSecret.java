package io.pymap.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code User.secret()}, cut into its form and its content.
 *
 * @param prefix {@code $6$}, <code>{SSHA}</code> in upper case and without encoding, or empty for clear text
 * @param encoding what Dovecot's suffix says: <code>{SSHA.HEX}</code>
 * @param body what follows <code>{...}</code>; the whole secret otherwise
 */
record StoredSecret(String prefix, Optional<Encoding> encoding, String body) {

    /** How the octets of a digest are written. */
    enum Encoding {
        BASE64,
        HEX
    }

    private static final Pattern DOLLAR = Pattern.compile("(\\$[A-Za-z0-9-]+\\$).*", Pattern.DOTALL);
    private static final Pattern BRACES = Pattern.compile(
            "\\{([A-Za-z][A-Za-z0-9-]*)(\\.(b64|base64|hex))?}(.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    static StoredSecret of(String secret) {
        Matcher dollar = DOLLAR.matcher(secret);
        if (dollar.matches()) {
            return new StoredSecret(dollar.group(1), Optional.empty(), secret);
        }
        Matcher braces = BRACES.matcher(secret);
        if (braces.matches()) {
            String prefix = "{" + braces.group(1).toUpperCase(Locale.ROOT) + "}";
            return new StoredSecret(prefix, encodingNamed(Optional.ofNullable(braces.group(3))), braces.group(4));
        }
        return new StoredSecret("", Optional.empty(), secret);
    }

    private static Optional<Encoding> encodingNamed(Optional<String> suffix) {
        return suffix.map(name -> name.equalsIgnoreCase("hex") ? Encoding.HEX : Encoding.BASE64);
    }

    /** The body of a form that is text: as it stands, or decoded where the suffix says so. */
    String text() {
        return encoding.map(as -> new String(decode(as, body), StandardCharsets.UTF_8))
                .orElse(body);
    }

    /**
     * The body of a form that is octets.
     *
     * @param usual how this form is written without a suffix
     * @param hexLength as many characters without a suffix are hexadecimal whatever is usual, as in Dovecot
     */
    byte[] octets(Encoding usual, int hexLength) {
        return decode(encoding.orElse(body.length() == hexLength ? Encoding.HEX : usual), body);
    }

    /** Base64 with or without padding; {@code .} stands for {@code +} in passlib's dialect. */
    static byte[] base64(String text) {
        return decode(Encoding.BASE64, text.replace('.', '+'));
    }

    private static byte[] decode(Encoding encoding, String text) {
        try {
            return encoding == Encoding.HEX
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableSecretException(
                    "Expected " + (encoding == Encoding.HEX ? "hexadecimal" : "base64") + " in the stored secret");
        }
    }
}
