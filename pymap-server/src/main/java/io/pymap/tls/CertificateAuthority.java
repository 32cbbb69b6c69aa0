package io.pymap.tls;

import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs the certificates of servers that clients are to trust together. Its key is made up, and never leaves the memory of
 * this process. Safe for use by many threads.
 */
public final class CertificateAuthority {

    private final CertificateIssuer issuer = new CertificateIssuer(new SecureRandom());
    private final CertificateIssuer.Authority authority;
    private final BigInteger revoked = issuer.newSerial();
    private final RevocationAnswers answers;

    /** A new one, valid as long as the terms say; whom they are for does not matter. */
    public CertificateAuthority(CertificateTerms terms) {
        authority = issuer.authority(terms);
        answers = new RevocationAnswers(issuer, authority, revoked);
    }

    /** One for all who ask, valid from now on for about a year; made when the first of them does. */
    public static Supplier<CertificateAuthority> whenNeeded() {
        return new Supplier<>() {
            private @Nullable CertificateAuthority made; // null until it is asked for

            @Override
            public synchronized CertificateAuthority get() {
                if (made == null) {
                    made = new CertificateAuthority(CertificateTerms.loopback(Clock.systemUTC()));
                }
                return made;
            }
        };
    }

    /** A new key, and a certificate that this authority signed. */
    public ServerCertificate issue(CertificateTerms terms) {
        return issuer.signedBy(authority, terms);
    }

    /** As {@link #issue}, with the first DNS name as the common name and no subject alternative names: clients refuse it. */
    public ServerCertificate issueWithoutAlternativeNames(CertificateTerms terms) {
        return issuer.withoutAlternativeNames(authority, terms);
    }

    /** As {@link #issue}, with an RSA key of 1,024 bits, which is too short: clients should refuse it. NIST SP 800-57. */
    public ServerCertificate issueWithWeakKey(CertificateTerms terms) {
        return issuer.withRsa(authority, terms, 1024);
    }

    /** As {@link #issue}, but revoked: it is on {@link #revocationListPem}, for clients that look there. */
    public ServerCertificate issueRevoked(CertificateTerms terms) {
        return issuer.withSerial(authority, terms, revoked);
    }

    /**
     * As {@link #issueRevoked(CertificateTerms)}, and says so itself in the handshake, to clients that want to know: stapled,
     * RFC 6066 8.
     *
     * @param responder the address of a {@link RevocationResponder} of this authority, which is asked by the server and may be by clients
     */
    public ServerCertificate issueRevoked(CertificateTerms terms, URI responder) {
        return issuer.withResponder(authority, terms, revoked, responder).stapled();
    }

    /** The answer to a request of OCSP (RFC 6960), both in DER. */
    byte[] revocationAnswer(byte[] request) {
        return answers.to(request);
    }

    /** What this authority has revoked from the start, in PEM: a CRL (RFC 5280 5, RFC 7468 6). */
    public String revocationListPem() {
        return Pem.text("X509 CRL", issuer.revocationList(authority, revoked));
    }

    /** Says who it is, not its key. */
    @Override
    public String toString() {
        return "CertificateAuthority[" + authority.certificate().getSubjectX500Principal() + "]";
    }
}
