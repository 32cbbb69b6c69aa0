package io.pymap.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * The server's private key and the certificates that vouch for it.
 *
 * @param chain the server's own certificate first, each one signed by the next
 * @param demandsClientCertificate whether it is presented only to clients that have a certificate themselves, which the server
 *     trusts
 * @param staples whether clients that want to know are told what the responder which the certificate names says of it: OCSP stapling,
 *     RFC 6066 8
 */
public record ServerCertificate(
        PrivateKey key, List<X509Certificate> chain, boolean demandsClientCertificate, boolean staples) {

    /** RFC 8996: nothing older. For every engine and socket made from the contexts. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** A key store in memory wants a password; it protects nothing here. */
    private static final char[] NO_PASSWORD = {};

    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one certificate");
        }
    }

    /** For clients with and without a certificate. */
    public ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
        this(key, chain, false, false);
    }

    /** The same, for clients only that have a certificate which the server trusts: without one the handshake fails. RFC 8446 4.3.2. */
    public ServerCertificate demandingClientCertificate() {
        return new ServerCertificate(key, chain, true, staples);
    }

    /** The same, with what its responder says of it: {@link #staples}. */
    public ServerCertificate stapled() {
        return new ServerCertificate(key, chain, demandsClientCertificate, true);
    }

    /**
     * Reads PEM files; the two may be one.
     *
     * @param chainFile certificates, the server's own first
     * @param keyFile an unencrypted key in PKCS#8, PKCS#1 or SEC 1
     * @throws CertificateFileException where a file cannot be used
     */
    public static ServerCertificate load(Path chainFile, Path keyFile) {
        List<X509Certificate> chain = readChain(chainFile);
        PrivateKey key = PrivateKeyFile.read(keyFile);
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            throw new CertificateFileException(
                    keyFile,
                    "the key does not belong to the first certificate in " + chainFile
                            + "; name the key that the certificate was made with, and put the server's own certificate first");
        }
        return new ServerCertificate(key, chain);
    }

    /** A new key and one certificate that vouches for itself. */
    public static ServerCertificate selfSigned(CertificateTerms terms) {
        return new CertificateIssuer(new SecureRandom()).selfSigned(terms);
    }

    /** A new key, and a certificate that a new authority signed: for clients that want a chain. */
    public static ServerCertificate withAuthority(CertificateTerms terms) {
        return new CertificateIssuer(new SecureRandom()).withAuthority(terms);
    }

    /** For the server's side: presents the chain, asks clients for nothing. */
    public SSLContext serverContext() {
        return serverContext(Optional.empty());
    }

    /** For the server's side: presents the chain, and takes clients' certificates from those authorities only. */
    public SSLContext serverContext(Optional<ClientAuthorities> clients) {
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, NO_PASSWORD);
            TrustManager[] trusted = clients.isPresent() ? clients.get().trustManagers() : new TrustManager[0];
            SSLContext context = staples ? Stapling.newContext() : SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), trusted, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK's own TLS takes every key that its key factory made", e);
        }
    }

    /**
     * One connection's server side, with {@link #PROTOCOLS} only.
     *
     * @param asksClients whether clients are asked for a certificate, which they need not have
     */
    public SSLEngine serverEngine(SSLContext context, boolean asksClients) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
        if (demandsClientCertificate) {
            engine.setNeedClientAuth(true);
        } else {
            engine.setWantClientAuth(asksClients);
        }
        return engine;
    }

    /**
     * The digest by which a client makes sure that it talks to this certificate's owner: tls-server-end-point, RFC 5929
     * 4.1. None where the certificate's signature has no digest of its own.
     */
    public Optional<byte[]> endPointBinding() {
        try {
            X509Certificate own = chain.get(0);
            Optional<String> digest = SignatureDigest.of(own);
            return digest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(digest.get()).digest(own.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was parsed can be written", e);
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty(); // a digest that the JDK does not have
        }
    }

    /** The end of this chain, which clients in tests trust. */
    public TrustAnchor trustAnchor() {
        return new TrustAnchor(chain.get(chain.size() - 1));
    }

    /** For clients in tests: trusts the end of this chain and nobody else. */
    public SSLContext clientContext() {
        return trustAnchor().clientContext();
    }

    /** What a client has to trust, in PEM (RFC 7468 5): the end of the chain. */
    public String caPem() {
        return trustAnchor().pem();
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "ServerCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
    }

    static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException e) {
            throw new IllegalStateException("There is no input", e);
        }
        return store;
    }

    static List<X509Certificate> readChain(Path file) {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemFile.Block block : PemFile.read(file).blocks()) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(certificate(file, block.der()));
            }
        }
        if (chain.isEmpty()) {
            throw new CertificateFileException(
                    file, "no certificate in it; name the file with -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    private static X509Certificate certificate(Path file, byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new CertificateFileException(file, "a certificate in it is broken; copy the file again");
        }
    }

    /** Signs something with the key and asks the certificate's key. */
    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm(key));
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException otherKind) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK that read the key can sign with it", e);
        }
    }

    private static String signatureAlgorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
