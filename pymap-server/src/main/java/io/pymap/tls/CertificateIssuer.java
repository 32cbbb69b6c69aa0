package io.pymap.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes up keys and certificates (RFC 5280) with ECDSA on P-256, from a source of random octets. */
final class CertificateIssuer {

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.objectIdentifier("1.2.840.10045.4.3.2"));

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String CRL_NUMBER = "2.5.29.20";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    // RFC 5280 4.2.1.9: an empty sequence means that it is no authority.
    private static final byte[] NO_AUTHORITY = Der.sequence();
    private static final byte[] AUTHORITY = Der.sequence(Der.yes());

    // RFC 5280 4.2.1.3: digitalSignature is bit 0, keyCertSign bit 5, cRLSign bit 6; the highest bit of an octet comes
    // first.
    private static final byte[] SIGNS = Der.bits(new byte[] {(byte) 0x80}, 7);
    private static final byte[] SIGNS_FOR_OTHERS = Der.bits(new byte[] {(byte) 0x86}, 1); // and answers of OCSP
    private static final byte[] SIGNS_BOTH = Der.bits(new byte[] {(byte) 0x84}, 2);

    private final SecureRandom random;

    CertificateIssuer(SecureRandom random) {
        this.random = random;
    }

    /** One certificate that is server and authority at once. */
    ServerCertificate selfSigned(CertificateTerms terms) {
        try {
            KeyPair pair = newKeyPair();
            List<byte[]> extensions = new ArrayList<>(authorityExtensions(pair.getPublic(), SIGNS_BOTH));
            extensions.add(alternativeNames(terms));
            extensions.add(serverAuthentication());
            byte[] name = name(terms.dnsNames().get(0));
            X509Certificate certificate = sign(pair, name, terms, name, pair.getPublic(), extensions, newSerial());
            return new ServerCertificate(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has ECDSA with P-256", e);
        }
    }

    /** An authority that can sign. */
    record Authority(KeyPair keys, byte[] name, X509Certificate certificate) {}

    /** A new authority, valid as long as the terms say, whose names do not matter. */
    Authority authority(CertificateTerms terms) {
        try {
            KeyPair keys = newKeyPair();
            byte[] name = name("pymap test authority " + new BigInteger(32, random).toString(16));
            X509Certificate root = sign(
                    keys,
                    name,
                    terms,
                    name,
                    keys.getPublic(),
                    authorityExtensions(keys.getPublic(), SIGNS_FOR_OTHERS),
                    newSerial());
            return new Authority(keys, name, root);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has ECDSA with P-256", e);
        }
    }

    /** A new key, and a certificate that the authority signed. */
    ServerCertificate signedBy(Authority authority, CertificateTerms terms) {
        return signedBy(authority, terms, newSerial(), List.of(alternativeNames(terms)));
    }

    /** As {@link #signedBy}, but the certificate has not got the names and addresses, which it should have. */
    ServerCertificate withoutAlternativeNames(Authority authority, CertificateTerms terms) {
        return signedBy(authority, terms, newSerial(), List.of());
    }

    /** As {@link #signedBy}, with that serial number. */
    ServerCertificate withSerial(Authority authority, CertificateTerms terms, BigInteger serial) {
        return signedBy(authority, terms, serial, List.of(alternativeNames(terms)));
    }

    /** As {@link #withSerial}; the certificate says whom to ask whether it is revoked. RFC 5280 4.2.2.1. */
    ServerCertificate withResponder(Authority authority, CertificateTerms terms, BigInteger serial, URI responder) {
        return signedBy(authority, terms, serial, List.of(alternativeNames(terms), responder(responder)));
    }

    private ServerCertificate signedBy(
            Authority authority, CertificateTerms terms, BigInteger serial, List<byte[]> extensions) {
        try {
            return signedBy(authority, terms, newKeyPair(), serial, extensions);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has ECDSA with P-256", e);
        }
    }

    /** As {@link #signedBy}, with an RSA key of so many bits. */
    ServerCertificate withRsa(Authority authority, CertificateTerms terms, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            KeyPair keys = generator.generateKeyPair();
            return signedBy(authority, terms, keys, newSerial(), List.of(alternativeNames(terms)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has RSA and ECDSA with P-256", e);
        }
    }

    /** @param extensions besides those that every server's certificate has */
    private ServerCertificate signedBy(
            Authority authority, CertificateTerms terms, KeyPair server, BigInteger serial, List<byte[]> extensions)
            throws GeneralSecurityException {
        List<byte[]> all = new ArrayList<>(serverExtensions(authority.keys().getPublic(), server.getPublic()));
        all.addAll(extensions);
        X509Certificate leaf = sign(
                authority.keys(),
                authority.name(),
                terms,
                name(terms.dnsNames().get(0)),
                server.getPublic(),
                all,
                serial);
        return new ServerCertificate(server.getPrivate(), List.of(leaf, authority.certificate()));
    }

    /** An authority, whose key is forgotten, and a certificate that it signed. */
    ServerCertificate withAuthority(CertificateTerms terms) {
        return signedBy(authority(terms), terms);
    }

    private KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private X509Certificate sign(
            KeyPair issuer,
            byte[] issuerName,
            CertificateTerms terms,
            byte[] subjectName,
            PublicKey subject,
            List<byte[]> extensions,
            BigInteger serial)
            throws GeneralSecurityException {
        byte[] toBeSigned = Der.sequence(
                Der.constructed(0, Der.integer(2)), // version 3
                Der.integer(serial),
                ECDSA_WITH_SHA256,
                issuerName,
                Der.sequence(Der.time(terms.notBefore()), Der.time(terms.notAfter())),
                subjectName,
                subject.getEncoded(),
                Der.constructed(3, Der.sequence(extensions.toArray(byte[][]::new))));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(signed(issuer, toBeSigned)));
    }

    /** What the authority signs besides certificates has their form. RFC 5280 5.1, RFC 6960 4.2.1. */
    byte[] signed(Authority authority, byte[] toBeSigned) {
        try {
            return signed(authority.keys(), toBeSigned);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has ECDSA with P-256", e);
        }
    }

    /** RFC 5280 4.1. */
    private byte[] signed(KeyPair issuer, byte[] toBeSigned) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate(), random);
        signature.update(toBeSigned);
        return Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    }

    BigInteger newSerial() {
        return new BigInteger(63, random).setBit(62);
    }

    /** A list of certificates that are revoked, in DER, good as long as its authority. RFC 5280 5. */
    byte[] revocationList(Authority authority, BigInteger serial) {
        Instant from = authority.certificate().getNotBefore().toInstant();
        byte[] toBeSigned = Der.sequence(
                Der.integer(1), // version 2
                ECDSA_WITH_SHA256,
                authority.name(),
                Der.time(from),
                Der.time(authority.certificate().getNotAfter().toInstant()),
                Der.sequence(Der.sequence(Der.integer(serial), Der.time(from))),
                Der.constructed(
                        0,
                        Der.sequence(
                                authorityKey(authority.keys().getPublic()), extension(CRL_NUMBER, Der.integer(1)))));
        return signed(authority, toBeSigned);
    }

    private static byte[] authorityKey(PublicKey authority) {
        return extension(AUTHORITY_KEY_IDENTIFIER, Der.sequence(Der.primitive(0, keyIdentifier(authority))));
    }

    private static List<byte[]> authorityExtensions(PublicKey key, byte[] usage) {
        return List.of(
                critical(BASIC_CONSTRAINTS, AUTHORITY),
                critical(KEY_USAGE, usage),
                extension(SUBJECT_KEY_IDENTIFIER, Der.octets(keyIdentifier(key))));
    }

    private static List<byte[]> serverExtensions(PublicKey authority, PublicKey server) {
        return List.of(
                critical(BASIC_CONSTRAINTS, NO_AUTHORITY),
                critical(KEY_USAGE, SIGNS),
                extension(SUBJECT_KEY_IDENTIFIER, Der.octets(keyIdentifier(server))),
                authorityKey(authority),
                serverAuthentication());
    }

    private static byte[] responder(URI address) {
        byte[] location = Der.primitive(6, address.toString().getBytes(StandardCharsets.US_ASCII));
        return extension(
                AUTHORITY_INFORMATION_ACCESS, Der.sequence(Der.sequence(Der.objectIdentifier(OCSP), location)));
    }

    private static byte[] serverAuthentication() {
        return extension(EXTENDED_KEY_USAGE, Der.sequence(Der.objectIdentifier(SERVER_AUTHENTICATION)));
    }

    private static byte[] alternativeNames(CertificateTerms terms) {
        List<byte[]> names = new ArrayList<>();
        for (String dnsName : terms.dnsNames()) {
            names.add(Der.primitive(2, dnsName.getBytes(StandardCharsets.US_ASCII)));
        }
        for (InetAddress address : terms.addresses()) {
            names.add(Der.primitive(7, address.getAddress()));
        }
        return extension(SUBJECT_ALTERNATIVE_NAME, Der.sequence(names.toArray(byte[][]::new)));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.text(commonName))));
    }

    private static byte[] extension(String identifier, byte[] value) {
        return Der.sequence(Der.objectIdentifier(identifier), Der.octets(value));
    }

    private static byte[] critical(String identifier, byte[] value) {
        return Der.sequence(Der.objectIdentifier(identifier), Der.yes(), Der.octets(value));
    }

    /** RFC 7093 2: any way to tell keys apart will do; this is the first 160 bits of a SHA-256. */
    private static byte[] keyIdentifier(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return Arrays.copyOf(digest, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
