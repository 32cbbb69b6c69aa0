package io.pymap.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads an unencrypted private key: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 A.1.2) or SEC 1 (RFC 5915). */
final class PrivateKeyFile {

    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";

    /** Of PKCS#8 keys; which one it is stands inside, and the JDK finds out. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private static final String ENCRYPTED =
            "the private key is encrypted; decrypt it: openssl pkey -in FILE -out FILE.plain";

    private PrivateKeyFile() {}

    static PrivateKey read(Path path) {
        List<PemFile.Block> blocks = PemFile.read(path).blocks();
        // "EC PARAMETERS" may stand before the key, certificates before or after it.
        PemFile.Block block = blocks.stream()
                .filter(candidate -> candidate.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new CertificateFileException(
                        path, "no private key in it; name the file with -----BEGIN PRIVATE KEY-----"));
        if (block.encrypted()) {
            throw new CertificateFileException(path, ENCRYPTED);
        }
        return key(path, pkcs8(path, block));
    }

    private static byte[] pkcs8(Path path, PemFile.Block block) {
        return switch (block.label()) {
            case "PRIVATE KEY" -> block.der();
            case "RSA PRIVATE KEY" -> wrap(Der.objectIdentifier(RSA), Der.none(), block.der());
            case "EC PRIVATE KEY" -> wrap(Der.objectIdentifier(EC), curve(path, block.der()), block.der());
            case "ENCRYPTED PRIVATE KEY" -> throw new CertificateFileException(path, ENCRYPTED);
            default ->
                throw new CertificateFileException(
                        path,
                        "a " + block.label() + " cannot be used; convert it: openssl pkey -in FILE -out FILE.pkcs8");
        };
    }

    /** PKCS#8 around an older form. */
    private static byte[] wrap(byte[] algorithm, byte[] parameters, byte[] key) {
        return Der.sequence(Der.integer(0), Der.sequence(algorithm, parameters), Der.octets(key));
    }

    /**
     * The curve's name inside of a SEC 1 key: SEQUENCE { version, privateKey, [0] { OBJECT IDENTIFIER }, ... }. PKCS#8
     * wants it outside.
     */
    private static byte[] curve(Path path, byte[] sec1) {
        return curveAfterPrivateKey(sec1)
                .orElseThrow(() -> new CertificateFileException(
                        path, "the EC key does not name its curve; convert it: openssl pkey -in FILE -out FILE.pkcs8"));
    }

    private static Optional<byte[]> curveAfterPrivateKey(byte[] sec1) {
        // Lengths up to 255 take one octet, or two of which the first is 0x81; no EC key is longer.
        int at = sec1.length > 2 && (sec1[1] & 0xff) == 0x81 ? 3 : 2;
        at += 3;
        if (at + 1 >= sec1.length || sec1[at] != 0x04) {
            return Optional.empty();
        }
        at += 2 + sec1[at + 1];
        if (at < 0 || at + 3 >= sec1.length || (sec1[at] & 0xff) != 0xa0 || sec1[at + 2] != 0x06) {
            return Optional.empty();
        }
        int end = at + 2 + sec1[at + 1];
        return end > at + 2 && end <= sec1.length
                ? Optional.of(Arrays.copyOfRange(sec1, at + 2, end))
                : Optional.empty();
    }

    private static PrivateKey key(Path path, byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = keyAs(algorithm, pkcs8);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new CertificateFileException(path, "not a private key that Java reads; use RSA, EC (P-256) or Ed25519");
    }

    private static Optional<PrivateKey> keyAs(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException otherAlgorithm) {
            return Optional.empty();
        }
    }
}
