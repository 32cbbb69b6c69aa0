package io.pymap.fault;

import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What may be wrong with TLS. A client must not send a password where it is given one of these; but for what is injected behind
 * STARTTLS, which it may throw away, and a certificate that has been renewed.
 */
public enum TlsFault {
    /** The certificate was valid, until some days ago. */
    EXPIRED(faults -> faults.present(authority -> authority.issue(between(-30, -2)))),
    /** The certificate will be valid in some days. */
    NOT_YET_VALID(faults -> faults.present(authority -> authority.issue(between(2, 30)))),
    /** The certificate is another server's. */
    WRONG_HOST(faults -> {
        CertificateTerms terms = between(-1, 30);
        faults.present(authority -> authority.issue(
                new CertificateTerms(List.of("other.example.com"), List.of(), terms.notBefore(), terms.notAfter())));
    }),
    /** The certificate is right, but for the authority that signed it, which nobody knows. */
    UNTRUSTED_CA(faults -> faults.present(authority -> ServerCertificate.withAuthority(between(-1, 30)))),
    /** The certificate has the server's name as its common name only, which RFC 9525 does not
     * count any more, and some clients do. */
    NO_SAN(faults -> faults.present(authority -> authority.issueWithoutAlternativeNames(between(-1, 30)))),
    /** The certificate has an RSA key of 1,024 bits, which some clients still take. */
    WEAK_KEY(faults -> faults.present(authority -> authority.issueWithWeakKey(between(-1, 30)))),
    /**
     * The certificate is right, and revoked: it is on {@link Faults#revocationList}, which only clients notice that have been given
     * it. RFC 5280 5.
     */
    REVOKED(faults -> faults.present(authority -> authority.issueRevoked(between(-1, 30)))),
    /**
     * As {@link #REVOKED}, and the server says so itself in the handshake, to clients that want to know: a response of OCSP that is
     * stapled. RFC 6066 8. Who asks the responder that the certificate names, at 127.0.0.1, is told the same.
     */
    REVOKED_STAPLED(faults ->
            faults.presentWithResponder((authority, responder) -> authority.issueRevoked(between(-1, 30), responder))),
    /**
     * The server has another certificate than before, and a right one: of the same authority, with another key. Clients go on, unless
     * they have learned the old one.
     */
    RENEWED(faults -> faults.present(authority -> authority.issue(between(-1, 30)))),
    /**
     * The server wants a certificate of the client, and goes no further without. In TLS 1.3 it says so when the client's own
     * handshake is over. RFC 8446 4.4.2.4.
     */
    CLIENT_CERTIFICATE_REQUIRED(faults ->
            faults.present(authority -> authority.issue(between(-1, 30)).demandingClientCertificate())),
    /** Somebody on the way takes STARTTLS out of what the server offers. */
    STRIP_STARTTLS(faults -> {
        faults.onGreeting().replace(" STARTTLS\\b", "");
        faults.on("CAPABILITY").replace(" STARTTLS\\b", "");
        faults.on("STARTTLS").bad("Unknown command.");
    }),
    STARTTLS_REFUSED(faults -> faults.on("STARTTLS").no("TLS is not available.")),
    /** STARTTLS is answered with OK before the client has sent it, by somebody who guesses the tag; and never again. */
    STARTTLS_TAG_BEFORE(faults -> {
        faults.onGreeting().replace("\\[CAPABILITY [^\\]]*] ", ""); // so that clients ask
        faults.on("CAPABILITY").untaggedAfter("{next-tag} OK Begin TLS negotiation now.");
        faults.on("STARTTLS").reply();
    }),
    /** Behind the answer to STARTTLS come octets in clear, which the client must not take for the server's. RFC 9051 6.2.1. */
    INJECT_AFTER_STARTTLS(faults -> faults.on("STARTTLS")
            .untaggedAfter("* CAPABILITY IMAP4rev1 AUTH=PLAIN", "{next-tag} OK CAPABILITY completed.")),
    /** Nobody answers the client's handshake, with STARTTLS or on the port of TLS. */
    HANDSHAKE_STALL(faults -> {
        faults.on("STARTTLS").failAfterwards(Fault.STALL);
        faults.onTlsConnect().fail(Fault.STALL);
    }),
    /** The server has no cipher in common with the client, and says so. */
    NO_COMMON_CIPHER(faults -> handshake(faults, Fault.TLS_HANDSHAKE_FAILURE)),
    /** The server has no version of TLS in common with the client, and says so. */
    NO_COMMON_VERSION(faults -> handshake(faults, Fault.TLS_PROTOCOL_VERSION)),
    /** The server speaks TLS 1.0, whatever the client offers. RFC 8996. */
    OLD_VERSION(faults -> handshake(faults, Fault.TLS_1_0)),
    /** The server breaks the handshake off with the alert internal_error. */
    HANDSHAKE_ALERT(faults -> handshake(faults, Fault.TLS_INTERNAL_ERROR)),
    /** The server says that the client is logged in already, so that it has no occasion to begin TLS. */
    PREAUTH(faults -> faults.onGreeting().reply("* PREAUTH [CAPABILITY IMAP4rev1] Logged in."));

    @SuppressWarnings("ImmutableEnumChecker") // none of these functions keeps anything
    private final Consumer<ServerFaults> beginning;

    TlsFault(Consumer<ServerFaults> beginning) {
        this.beginning = beginning;
    }

    void begin(ServerFaults faults) {
        beginning.accept(faults);
    }

    /** On the port of TLS, or behind STARTTLS. */
    private static void handshake(ServerFaults faults, Fault fault) {
        faults.on("STARTTLS").failAfterwards(fault);
        faults.onTlsConnect().fail(fault);
    }

    /** As the command line has it: {@code no-common-cipher}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For the loopback interface, from and to so many days from now. */
    private static CertificateTerms between(int from, int to) {
        CertificateTerms now = CertificateTerms.loopback(Clock.systemUTC());
        Instant today = now.notBefore().plus(Duration.ofDays(1));
        return new CertificateTerms(
                now.dnsNames(), now.addresses(), today.plus(Duration.ofDays(from)), today.plus(Duration.ofDays(to)));
    }
}
