package io.pymap.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a made-up certificate says: for whom and for how long. Tests use other terms than {@link #loopback} to get a
 * wrong host or an expired certificate.
 *
 * @param dnsNames for the subject alternative names; the first one is the common name as well
 */
public record CertificateTerms(
        List<String> dnsNames, List<InetAddress> addresses, Instant notBefore, Instant notAfter) {

    /** Clients' clocks may be behind. */
    private static final Duration EARLIER = Duration.ofDays(1);

    /** Some clients refuse server certificates that are valid for more than 398 days. */
    private static final Duration LATER = Duration.ofDays(396);

    public CertificateTerms {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
        if (dnsNames.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one DNS name");
        }
    }

    /** For localhost, 127.0.0.1 and ::1, from a day ago for a bit more than a year. */
    public static CertificateTerms loopback(Clock clock) {
        Instant now = clock.instant();
        return new CertificateTerms(List.of("localhost"), loopbackAddresses(), now.minus(EARLIER), now.plus(LATER));
    }

    private static List<InetAddress> loopbackAddresses() {
        byte[] v6 = new byte[16];
        v6[15] = 1;
        try {
            return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(v6));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 octets are addresses", e);
        }
    }
}
