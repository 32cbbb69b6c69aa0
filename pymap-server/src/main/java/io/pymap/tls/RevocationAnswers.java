package io.pymap.tls;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an authority answers who asks whether a certificate of its own is revoked: OCSP (RFC 6960), with answers signed by the
 * authority itself, and nothing else that requests may ask for.
 */
final class RevocationAnswers {

    private static final String BASIC_RESPONSE = "1.3.6.1.5.5.7.48.1.1";
    private static final byte[] SHA_1 = Der.sequence(Der.objectIdentifier("1.3.14.3.2.26"), Der.none());

    // RFC 6960 4.2.1
    private static final int SUCCESSFUL = 0;
    private static final int MALFORMED_REQUEST = 1;
    private static final int UNAUTHORIZED = 6;

    private static final int KEY_COMPROMISE = 1; // RFC 5280 5.3.1

    private static final int INTEGER = 0x02;

    /** RFC 5480 2.2: the octets of a key on P-256, which come last where it is encoded. */
    private static final int POINT = 65;

    private final CertificateIssuer issuer;
    private final CertificateIssuer.Authority authority;
    private final BigInteger revoked;
    private final byte[] issuerHashes;

    /** @param revoked the serial number of all that is revoked */
    RevocationAnswers(CertificateIssuer issuer, CertificateIssuer.Authority authority, BigInteger revoked) {
        this.issuer = issuer;
        this.authority = authority;
        this.revoked = revoked;
        issuerHashes = issuerHashes(authority);
    }

    /** RFC 6960 4.1.1: by these a request names the authority; with SHA-1, as all of them do (RFC 5019 2.1.1). */
    private static byte[] issuerHashes(CertificateIssuer.Authority authority) {
        byte[] name = Der.octets(sha1(authority.name()));
        byte[] key = Der.octets(sha1(point(authority.keys().getPublic())));
        byte[] both = Arrays.copyOf(name, name.length + key.length);
        System.arraycopy(key, 0, both, name.length, key.length);
        return both;
    }

    private static byte[] point(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - POINT, encoded.length);
    }

    private static byte[] sha1(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /**
     * The answer to that request, both in DER.
     *
     * @param request of the first certificate of this authority that it names, if it names any
     */
    byte[] to(byte[] request) {
        int hashes = indexOf(issuerHashes, request);
        if (hashes < 0) {
            return error(UNAUTHORIZED);
        }
        return serialAt(hashes + issuerHashes.length, request)
                .map(this::status)
                .orElseGet(() -> error(MALFORMED_REQUEST));
    }

    private static int indexOf(byte[] part, byte[] whole) {
        for (int at = 0; at + part.length <= whole.length; at++) {
            if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    /** RFC 5280 4.1.2.2: serial numbers have no more than 20 octets. */
    private static Optional<BigInteger> serialAt(int start, byte[] request) {
        int content = start + 2;
        if (content > request.length || request[start] != INTEGER) {
            return Optional.empty();
        }
        int length = request[start + 1];
        return length < 1 || content + length > request.length
                ? Optional.empty()
                : Optional.of(new BigInteger(request, content, length));
    }

    private static byte[] error(int status) {
        return Der.sequence(Der.enumerated(status));
    }

    /** RFC 6960 4.2.1; good as long as the authority. */
    private byte[] status(BigInteger serial) {
        Instant from = authority.certificate().getNotBefore().toInstant();
        Instant to = authority.certificate().getNotAfter().toInstant();
        byte[] status = serial.equals(revoked)
                ? Der.constructed(1, Der.time(from), Der.constructed(0, Der.enumerated(KEY_COMPROMISE)))
                : Der.primitive(0, new byte[0]);
        byte[] response = Der.sequence(
                Der.sequence(SHA_1, issuerHashes, Der.integer(serial)),
                status,
                Der.time(from),
                Der.constructed(0, Der.time(to)));
        byte[] toBeSigned = Der.sequence(Der.constructed(1, authority.name()), Der.time(from), Der.sequence(response));
        return Der.sequence(
                Der.enumerated(SUCCESSFUL),
                Der.constructed(
                        0,
                        Der.sequence(
                                Der.objectIdentifier(BASIC_RESPONSE),
                                Der.octets(issuer.signed(authority, toBeSigned)))));
    }
}
