package io.pymap.auth.sasl;

import io.pymap.auth.Authenticator;
import io.pymap.auth.ScramDigest;
import io.pymap.auth.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The mechanisms that a server offers, in the order in which clients see them. Immutable. */
public final class SaslMechanisms {

    /** All that can be switched on by name. */
    private static final List<SaslMechanism> KNOWN = List.of(
            new Plain(),
            new Login(),
            Scram.of(ScramDigest.SHA_256),
            Scram.of(ScramDigest.SHA_1),
            Scram.plus(ScramDigest.SHA_256),
            Scram.plus(ScramDigest.SHA_1),
            new External(),
            new CramMd5());

    /** Those that need to be told something first. */
    private static final Set<String> NEED_SETTINGS = Set.of("OAUTHBEARER", "XOAUTH2", "ANONYMOUS");

    private final List<SaslMechanism> offered;

    private SaslMechanisms(List<SaslMechanism> offered) {
        this.offered = List.copyOf(offered);
    }

    /** All but CRAM-MD5, and those that need to be told something first. */
    public static SaslMechanisms standard() {
        return new SaslMechanisms(KNOWN).without("CRAM-MD5");
    }

    public static SaslMechanisms none() {
        return new SaslMechanisms(List.of());
    }

    /** Offers one more of the mechanisms that come with the server. */
    public SaslMechanisms with(String name) {
        return with(named(KNOWN, name)
                .orElseThrow(() -> new IllegalArgumentException("Expected one of the mechanisms "
                        + KNOWN.stream().map(SaslMechanism::name).toList())));
    }

    /** Offers one more mechanism; takes the place of one of the same name. */
    public SaslMechanisms with(SaslMechanism mechanism) {
        List<SaslMechanism> more = new ArrayList<>(without(mechanism.name()).offered);
        more.add(mechanism);
        return new SaslMechanisms(more);
    }

    /** Offers OAUTHBEARER (RFC 7628) and XOAUTH2. */
    public SaslMechanisms withTokens(TokenVerifier tokens) {
        return with(BearerToken.oauthBearer(tokens)).with(BearerToken.xoauth2(tokens));
    }

    /** Offers ANONYMOUS (RFC 4505): whoever asks for it is that user. */
    public SaslMechanisms withAnonymous(String user) {
        return with(new Anonymous(user));
    }

    /** Whether a server can have the mechanism of that name. */
    public static boolean knows(String name) {
        return NEED_SETTINGS.contains(name.toUpperCase(Locale.ROOT))
                || named(KNOWN, name).isPresent();
    }

    public SaslMechanisms without(String name) {
        return new SaslMechanisms(offered.stream()
                .filter(mechanism -> !mechanism.name().equalsIgnoreCase(name))
                .toList());
    }

    /** Those that may be used where others could listen. */
    public SaslMechanisms withoutTls() {
        return new SaslMechanisms(
                offered.stream().filter(mechanism -> !mechanism.needsTls()).toList());
    }

    /** Those for which the connection has what they need. */
    public SaslMechanisms in(SaslContext context) {
        return new SaslMechanisms(
                offered.stream().filter(mechanism -> mechanism.worksIn(context)).toList());
    }

    /** Begins an exchange of one of these, which are what the client may choose of. */
    public SaslExchange start(SaslMechanism chosen, Authenticator authenticator, SaslContext context) {
        return chosen.start(authenticator, context.offering(this));
    }

    /** The offered mechanism of that name; case does not matter (RFC 9051 9: auth-type is an atom). */
    public Optional<SaslMechanism> find(String name) {
        return named(offered, name);
    }

    public List<String> names() {
        return offered.stream().map(SaslMechanism::name).toList();
    }

    private static Optional<SaslMechanism> named(List<SaslMechanism> mechanisms, String name) {
        String upperCase = name.toUpperCase(Locale.ROOT);
        return mechanisms.stream()
                .filter(mechanism -> mechanism.name().equals(upperCase))
                .findFirst();
    }
}
