package io.pymap.tls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes what clients read in PEM. RFC 7468. */
final class Pem {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /** @param label such as {@code CERTIFICATE} */
    static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
