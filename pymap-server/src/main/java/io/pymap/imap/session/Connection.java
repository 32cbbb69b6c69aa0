package io.pymap.imap.session;

import io.pymap.summary.Summaries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a session knows of its connection, whatever its state. Belongs to the session; not thread-safe. */
public final class Connection {

    private final String id;
    private final Set<String> extensions;
    private final Limits limits;
    private final InstantSource clock;
    private final Summaries summaries;
    private final boolean tlsAvailable;
    private final boolean trusted;
    private final Set<String> enabled = new LinkedHashSet<>();
    private boolean secure;

    /**
     * A connection that has just been made.
     *
     * @param id for logs and transcripts
     * @param extensions names of those that the server understands
     * @param summaries of the whole server
     * @param tlsAvailable whether STARTTLS can be done
     * @param secure whether TLS has begun with the connection
     * @param trusted whether passwords may pass in clear text: the peer is this machine, or TLS is switched off
     */
    public Connection(
            String id,
            Set<String> extensions,
            Limits limits,
            InstantSource clock,
            Summaries summaries,
            boolean tlsAvailable,
            boolean secure,
            boolean trusted) {
        this.id = id;
        this.extensions = Set.copyOf(extensions);
        this.limits = limits;
        this.clock = clock;
        this.summaries = summaries;
        this.tlsAvailable = tlsAvailable;
        this.secure = secure;
        this.trusted = trusted;
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

    /** What is known of messages, shared by all sessions of the server. */
    public Summaries summaries() {
        return summaries;
    }

    /** Whether STARTTLS may come now. */
    public boolean canStartTls() {
        return tlsAvailable && !secure;
    }

    public boolean secure() {
        return secure;
    }

    /** TLS has been started by STARTTLS. */
    public void secured() {
        secure = true;
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
