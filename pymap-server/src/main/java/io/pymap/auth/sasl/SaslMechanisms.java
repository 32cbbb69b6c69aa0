package io.pymap.auth.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The mechanisms that a server offers, in the order in which clients see them. Immutable. */
public final class SaslMechanisms {

    /** All that can be switched on by name. */
    private static final List<SaslMechanism> KNOWN = List.of(new Plain(), new Login(), new CramMd5());

    private final List<SaslMechanism> offered;

    private SaslMechanisms(List<SaslMechanism> offered) {
        this.offered = List.copyOf(offered);
    }

    /** PLAIN and LOGIN: what works with every stored form of a password. */
    public static SaslMechanisms standard() {
        return none().with("PLAIN").with("LOGIN");
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
