package io.pymap.auth.sasl;

import static io.pymap.auth.sasl.SaslFixture.utf8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client's side of SCRAM (RFC 5802 3), with code of its own.
 *
 * @param digest {@code SHA-1} or {@code SHA-256}
 * @param header {@code n,,}
 * @param bare the first message without the header
 */
public record ScramClient(String digest, String header, byte[] binding, String bare, String password) {

    public ScramClient(String digest, String user, String password) {
        this(digest, "n,,", new byte[0], "n=" + user + ",r=clientnonce", password);
    }

    public String first() {
        return header + bare;
    }

    private static String attribute(String message, char name) {
        return Arrays.stream(message.split(","))
                .filter(part -> part.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(2);
    }

    private String withoutProof(String serverFirst) {
        ByteArrayOutputStream bound = new ByteArrayOutputStream();
        bound.writeBytes(utf8(header));
        bound.writeBytes(binding);
        return "c=" + base64(bound.toByteArray()) + ",r=" + attribute(serverFirst, 'r');
    }

    private byte[] authMessage(String serverFirst) {
        return utf8(bare + "," + serverFirst + "," + withoutProof(serverFirst));
    }

    public String last(String serverFirst) throws GeneralSecurityException {
        byte[] clientKey = hmac(saltedPassword(serverFirst), utf8("Client Key"));
        byte[] storedKey = MessageDigest.getInstance(digest).digest(clientKey);
        byte[] proof = hmac(storedKey, authMessage(serverFirst));
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        return withoutProof(serverFirst) + ",p=" + base64(proof);
    }

    /** What the server has to say in the end. */
    public String verifier(String serverFirst) throws GeneralSecurityException {
        byte[] serverKey = hmac(saltedPassword(serverFirst), utf8("Server Key"));
        return "v=" + base64(hmac(serverKey, authMessage(serverFirst)));
    }

    private byte[] saltedPassword(String serverFirst) throws GeneralSecurityException {
        byte[] salt = Base64.getDecoder().decode(attribute(serverFirst, 's'));
        int rounds = Integer.parseInt(attribute(serverFirst, 'i'));
        int bits = 8 * MessageDigest.getInstance(digest).getDigestLength();
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, bits);
        return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest.replace("-", ""))
                .generateSecret(key)
                .getEncoded();
    }

    private byte[] hmac(byte[] key, byte[] octets) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + digest.replace("-", ""));
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(octets);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
