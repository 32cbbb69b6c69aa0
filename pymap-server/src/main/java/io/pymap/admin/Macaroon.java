package io.pymap.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A macaroon of version 1: an identifier and conditions (caveats), under a signature that everybody can extend to one more
 * condition and nobody can take back. Without third parties. See <a
 * href="https://research.google/pubs/macaroons-cookies-with-contextual-caveats-for-decentralized-authorization-in-the-cloud/">
 * Birgisson et al., NDSS 2014</a>; the form is that of libmacaroons.
 *
 * @param signature of 32 octets
 */
record Macaroon(String identifier, List<String> caveats, byte[] signature) {

    private static final byte[] KEY_GENERATOR = "macaroons-key-generator".getBytes(UTF_8);
    private static final int SIGNATURE_OCTETS = 32;

    /** Four hexadecimal digits, which count themselves as well. */
    private static final int LENGTH_OCTETS = 4;

    /** In base64; far more than any token of ours. */
    private static final int MOST_CHARACTERS = 8192;

    Macaroon {
        caveats = List.copyOf(caveats);
    }

    /** Signs with the key. */
    static Macaroon create(byte[] key, String identifier, List<String> caveats) {
        return new Macaroon(identifier, caveats, sign(key, identifier, caveats));
    }

    /** Whether it was signed with that key. Takes the same time whatever the signature. */
    boolean isSignedWith(byte[] key) {
        return MessageDigest.isEqual(sign(key, identifier, caveats), signature);
    }

    private static byte[] sign(byte[] key, String identifier, List<String> caveats) {
        byte[] signature = hmac(hmac(KEY_GENERATOR, key), identifier.getBytes(UTF_8));
        for (String caveat : caveats) {
            signature = hmac(signature, caveat.getBytes(UTF_8));
        }
        return signature;
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** What a client sends: base64 for URLs, without padding. */
    String serialize() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet(out, "location", new byte[0]);
        packet(out, "identifier", identifier.getBytes(UTF_8));
        caveats.forEach(caveat -> packet(out, "cid", caveat.getBytes(UTF_8)));
        packet(out, "signature", signature);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    private static void packet(ByteArrayOutputStream out, String name, byte[] value) {
        int length = LENGTH_OCTETS + name.length() + 1 + value.length + 1;
        out.writeBytes(HexFormat.of().toHexDigits((short) length).getBytes(UTF_8));
        out.writeBytes((name + " ").getBytes(UTF_8));
        out.writeBytes(value);
        out.write('\n');
    }

    /** Nothing where the text is no such macaroon. */
    static Optional<Macaroon> parse(String text) {
        try {
            String unpadded = text.strip().replaceAll("=+$", "");
            return unpadded.length() > MOST_CHARACTERS
                    ? Optional.empty()
                    : Optional.of(new Packets(Base64.getUrlDecoder().decode(unpadded)).macaroon());
        } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    /** Reads one packet after the other. */
    private static final class Packets {

        private final byte[] octets;
        private int position;

        Packets(byte[] octets) {
            this.octets = octets;
        }

        Macaroon macaroon() {
            next("location");
            String identifier = new String(next("identifier"), UTF_8);
            List<String> caveats = new ArrayList<>();
            while (nextIs("cid")) {
                caveats.add(new String(next("cid"), UTF_8));
            }
            byte[] signature = next("signature");
            if (signature.length != SIGNATURE_OCTETS || position != octets.length) {
                throw new IllegalArgumentException("Expected a signature of 32 octets at the end");
            }
            return new Macaroon(identifier, caveats, signature);
        }

        private boolean nextIs(String name) {
            byte[] expected = (name + " ").getBytes(UTF_8);
            int from = position + LENGTH_OCTETS;
            return from + expected.length <= octets.length
                    && Arrays.equals(expected, Arrays.copyOfRange(octets, from, from + expected.length));
        }

        private byte[] next(String name) {
            int length = HexFormat.fromHexDigits(new String(octets, position, LENGTH_OCTETS, UTF_8));
            int end = position + length;
            int from = position + LENGTH_OCTETS + name.length() + 1;
            if (!nextIs(name) || end > octets.length || end - 1 < from || octets[end - 1] != '\n') {
                throw new IllegalArgumentException("Expected a packet " + name);
            }
            position = end;
            return Arrays.copyOfRange(octets, from, end - 1);
        }
    }
}
