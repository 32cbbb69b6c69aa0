package io.pymap.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose word on clients the server takes: it asks them for a certificate then, and one that is not signed by any of these
 * ends the handshake. A client may go without.
 */
public record ClientAuthorities(List<X509Certificate> trusted) {

    public ClientAuthorities {
        trusted = List.copyOf(trusted);
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one certificate");
        }
    }

    /**
     * Reads a PEM file.
     *
     * @throws CertificateFileException where it cannot be used
     */
    public static ClientAuthorities load(Path file) {
        return new ClientAuthorities(ServerCertificate.readChain(file));
    }

    TrustManager[] trustManagers() throws GeneralSecurityException {
        KeyStore store = ServerCertificate.emptyStore();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("authority " + i, trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
