package io.pymap.imap.extension.url;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.AccessKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the mechanism INTERNAL proves by: HMAC-SHA-256 of all that stands before it in the URL, with the key of the mailbox,
 * behind an octet for the algorithm. RFC 4467 2.4.1.
 */
final class InternalProof {

    static final String MECHANISM = "INTERNAL";

    /** RFC 4467 10: so that there can be others. */
    private static final String ALGORITHM = "01";

    private InternalProof() {}

    /** In hexadecimal digits. */
    static String of(String rump, AccessKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.octets(), mac.getAlgorithm()));
            return ALGORITHM + HexFormat.of().formatHex(mac.doFinal(rump.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Takes as long whatever is wrong with it. */
    static boolean isOf(String proof, String rump, AccessKey key) {
        byte[] given = proof.toLowerCase(Locale.ROOT).getBytes(US_ASCII);
        return MessageDigest.isEqual(of(rump, key).getBytes(US_ASCII), given);
    }
}
