package io.pymap.imap.session;

import io.pymap.auth.sasl.TlsChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What a session knows of its connection, whatever its state. Belongs to the session; not thread-safe. */
public final class Connection {

    private final String id;
    private final Set<String> extensions;
    private final Limits limits;
    private final InstantSource clock;
    private final boolean tlsAvailable;
    private final boolean trusted;
    private final TlsChannel channel;
    private final Set<String> enabled = new LinkedHashSet<>();
    private boolean secure;
    private boolean compressed;

    /**
     * A connection that has just been made.
     *
     * @param id for logs and transcripts
     * @param extensions names of those that the server understands
     * @param tlsAvailable whether STARTTLS can be done
     * @param secure whether TLS has begun with the connection
     * @param trusted whether passwords may pass in clear text: the peer is this machine, or TLS is switched off
     * @param channel asked only while TLS is in use
     */
    public Connection(
            String id,
            Set<String> extensions,
            Limits limits,
            InstantSource clock,
            boolean tlsAvailable,
            boolean secure,
            boolean trusted,
            TlsChannel channel) {
        this.id = id;
        this.extensions = Set.copyOf(extensions);
        this.limits = limits;
        this.clock = clock;
        this.tlsAvailable = tlsAvailable;
        this.secure = secure;
        this.trusted = trusted;
        this.channel = channel;
    }

    /** A connection whose TLS, if it has any, is of no use to mechanisms. */
    public Connection(
            String id,
            Set<String> extensions,
            Limits limits,
            InstantSource clock,
            boolean tlsAvailable,
            boolean secure,
            boolean trusted) {
        this(id, extensions, limits, clock, tlsAvailable, secure, trusted, TlsChannel.SILENT);
    }

    public String id() {
        return id;
    }

    /** Whether the server understands the extension of that name. */
    public boolean offers(String extension) {
        return extensions.contains(extension);
    }

    public Limits limits() {
        return limits;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Whether STARTTLS may come now. */
    public boolean canStartTls() {
        return tlsAvailable && !secure;
    }

    public boolean secure() {
        return secure;
    }

    /** What TLS knows of the connection, once it is in use. */
    public Optional<TlsChannel> tls() {
        return secure ? Optional.of(channel) : Optional.empty();
    }

    /** TLS has been started by STARTTLS. */
    public void secured() {
        secure = true;
    }

    /** Whether both directions are compressed. RFC 4978. */
    public boolean compressed() {
        return compressed;
    }

    public void compressed(boolean now) {
        compressed = now;
    }

    /** Whether a password may be sent now. RFC 9051 6.2.3, LOGINDISABLED. */
    public boolean allowsPasswords() {
        return secure || trusted;
    }

    /** Switches a feature on for the rest of the connection, as ENABLE does (RFC 5161). False if it was on. */
    public boolean enable(String feature) {
        return enabled.add(feature);
    }

    public boolean enabled(String feature) {
        return enabled.contains(feature);
    }
}
