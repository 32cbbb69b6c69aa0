package io.pymap.tls;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Signs the certificates of servers that clients are to trust together. Its key is made up, and never leaves the memory of
 * this process. Safe for use by many threads.
 */
public final class CertificateAuthority {

    private final CertificateIssuer issuer = new CertificateIssuer(new SecureRandom());
    private final CertificateIssuer.Authority authority;
    private final BigInteger revoked = issuer.newSerial();

    /** A new one, valid as long as the terms say; whom they are for does not matter. */
    public CertificateAuthority(CertificateTerms terms) {
        authority = issuer.authority(terms);
    }

    /** A new key, and a certificate that this authority signed. */
    public ServerCertificate issue(CertificateTerms terms) {
        return issuer.signedBy(authority, terms, true);
    }

    /** As {@link #issue}, with the first DNS name as the common name and no subject alternative names: clients refuse it. */
    public ServerCertificate issueWithoutAlternativeNames(CertificateTerms terms) {
        return issuer.signedBy(authority, terms, false);
    }

    /** As {@link #issue}, with an RSA key of 1,024 bits, which is too short: clients should refuse it. NIST SP 800-57. */
    public ServerCertificate issueWithWeakKey(CertificateTerms terms) {
        return issuer.signedWithRsa(authority, terms, 1024);
    }

    /** As {@link #issue}, but revoked: it is on {@link #revocationListPem}, for clients that look there. */
    public ServerCertificate issueRevoked(CertificateTerms terms) {
        return issuer.signedWithSerial(authority, terms, revoked);
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
