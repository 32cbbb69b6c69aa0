package io.pymap.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificate that clients of a server trust, and no other. */
public record TrustAnchor(X509Certificate certificate) {

    /**
     * That of this text.
     *
     * @param pem a certificate (RFC 7468 5)
     * @throws IllegalArgumentException where it is none
     */
    public static TrustAnchor ofPem(String pem) {
        try {
            return new TrustAnchor((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("Expected a certificate in PEM", e);
        }
    }

    /** In PEM (RFC 7468 5). */
    public String pem() {
        try {
            return Pem.text("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was parsed can be written", e);
        }
    }

    /** For clients: trusts this certificate and nobody else. */
    public SSLContext clientContext() {
        try {
            KeyStore trusted = ServerCertificate.emptyStore();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], factory.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK's own TLS takes every certificate that its factory made", e);
        }
    }
}
