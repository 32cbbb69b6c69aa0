package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.Identity;
import io.pymap.mailbox.User;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * EXTERNAL (RFC 4422 appendix A): the client is whom its TLS certificate names. A mail address in the certificate counts
 * before its common name; the first that is a user's name is the user.
 */
final class External implements SaslMechanism {

    /** RFC 5280 4.2.1.6: rfc822Name. */
    private static final int MAIL_ADDRESS = 1;

    @Override
    public String name() {
        return "EXTERNAL";
    }

    @Override
    public boolean needsTls() {
        return false; // there is no certificate without it
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public boolean worksIn(SaslContext context) {
        return context.tls().flatMap(TlsChannel::clientCertificate).isPresent();
    }

    @Override
    public SaslExchange start(Authenticator authenticator, SaslContext context) {
        List<String> names = context.tls()
                .flatMap(TlsChannel::clientCertificate)
                .map(External::names)
                .orElse(List.of());
        return new Exchange(authenticator, names);
    }

    /** Whom the certificate may mean, the most certain one first. */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> name : alternatives) {
                    if (name.get(0).equals(MAIL_ADDRESS)) {
                        names.add(String.valueOf(name.get(1)));
                    }
                }
            }
            List<Rdn> subject =
                    new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            for (int i = subject.size() - 1; i >= 0; i--) { // the last one is the most particular
                if (subject.get(i).getType().equalsIgnoreCase("CN")) {
                    names.add(String.valueOf(subject.get(i).getValue()));
                }
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            return List.of(); // signed by somebody who is trusted, and yet no certificate of a person
        }
        return names;
    }

    private static final class Exchange implements SaslExchange {

        private final Authenticator authenticator;
        private final List<String> names;
        private boolean over;

        Exchange(Authenticator authenticator, List<String> names) {
            this.authenticator = authenticator;
            this.names = names;
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (over) {
                throw AuthenticationException.malformed("Expected one response only.");
            }
            over = true;
            String authorizationId = StrictUtf8.decode(response);
            if (authorizationId.indexOf('\0') >= 0) { // RFC 4422 A.1
                throw AuthenticationException.malformed("Expected a user name, or nothing.");
            }
            User user = names.stream()
                    .flatMap(name -> authenticator.user(name).stream())
                    .findFirst()
                    .orElseThrow(() -> AuthenticationException.refused("The certificate names no user."));
            Identity identity = authenticator.authorize(user, authorizationId);
            return new SaslStep.Done(identity);
        }
    }
}
