package io.pymap.auth.sasl;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** What TLS knows of a connection that it protects. */
public interface TlsChannel {

    /** The channel binding type of RFC 5929 4: a digest of the server's certificate. */
    String SERVER_END_POINT = "tls-server-end-point";

    /** One that keeps what it knows to itself. */
    TlsChannel SILENT = new TlsChannel() {
        @Override
        public Optional<byte[]> binding(String type) {
            return Optional.empty();
        }

        @Override
        public Optional<X509Certificate> clientCertificate() {
            return Optional.empty();
        }
    };

    /**
     * The octets that both ends have in common and nobody between them has; none where the type cannot be had.
     *
     * @param type as registered (RFC 5056 7), in lower case
     */
    Optional<byte[]> binding(String type);

    /** The client's certificate, where it has shown one and that was found good. */
    Optional<X509Certificate> clientCertificate();
}
