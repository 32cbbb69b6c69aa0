package io.pymap.imap.session;

import io.pymap.auth.sasl.TlsChannel;
import io.pymap.summary.Summaries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a session knows of its connection, whatever its state. Belongs to the session; not thread-safe. */
public final class Connection {

    private final String id;
    private final Limits limits;
    private final InstantSource clock;
    private final Summaries summaries;
    private final boolean tlsAvailable;
    private final boolean trusted;
    private final TlsChannel channel;
    private final Set<String> enabled = new LinkedHashSet<>();
    private Set<String> extensions;
    private final List<NewsSource> newsSources = new ArrayList<>();
    private SelectedEvents selectedEvents = SelectedEvents.ALL;
    private boolean secure;
    private boolean compressed;
    private int shownMessages = Integer.MAX_VALUE;
    private boolean countedAfterExpunges;

    /**
     * A connection that has just been made.
     *
     * @param id for logs and transcripts
     * @param extensions names of those that the server understands
     * @param summaries of the whole server
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
            Summaries summaries,
            boolean tlsAvailable,
            boolean secure,
            boolean trusted,
            TlsChannel channel) {
        this.id = id;
        this.extensions = Set.copyOf(extensions);
        this.limits = limits;
        this.clock = clock;
        this.summaries = summaries;
        this.tlsAvailable = tlsAvailable;
        this.secure = secure;
        this.trusted = trusted;
        this.channel = channel;
    }

    /** A connection that shares nothing with others, and whose TLS, if it has any, is of no use to mechanisms. */
    public Connection(
            String id,
            Set<String> extensions,
            Limits limits,
            InstantSource clock,
            boolean tlsAvailable,
            boolean secure,
            boolean trusted) {
        this(id, extensions, limits, clock, new Summaries(), tlsAvailable, secure, trusted, TlsChannel.SILENT);
    }

    public String id() {
        return id;
    }

    /** Whether the server understands the extension of that name. */
    public boolean offers(String extension) {
        return extensions.contains(extension);
    }

    /** The server understands these extensions from now on, and no others. What is enabled stays so. */
    public void offer(Set<String> names) {
        extensions = Set.copyOf(names);
    }

    public Limits limits() {
        return limits;
    }

    /** How many messages one command may work on. RFC 9738. */
    public long messagesAtOnce() {
        return offers("MESSAGELIMIT") ? limits.messagesAtOnce() : Limits.NONE;
    }

    /** How many messages one command may add. RFC 9738. */
    public long savedAtOnce() {
        return Math.min(messagesAtOnce(), offers("SAVELIMIT") ? limits.savedAtOnce() : Limits.NONE);
    }

    /** How many messages of a mailbox this client gets to see, the newest ones. */
    public int shownMessages() {
        return shownMessages;
    }

    /** Counts from the next mailbox on that is selected. */
    public void showsNewest(int messages) {
        shownMessages = messages;
    }

    /** Whether EXISTS is told behind EXPUNGE, though the client can tell itself. */
    public boolean countedAfterExpunges() {
        return countedAfterExpunges;
    }

    public void countAfterExpunges() {
        countedAfterExpunges = true;
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

    /** Everything that was enabled is off again, and nothing is told unasked. RFC 8437 3. */
    public void reset() {
        enabled.clear();
        newsSources.clear();
        selectedEvents = SelectedEvents.ALL;
    }

    /** Whether the session speaks IMAP4rev2: the client has enabled it, or there is nothing else. RFC 9051 6.3.1. */
    public boolean rev2() {
        return enabled("IMAP4rev2") || !offers("IMAP4rev1");
    }

    /** Whether names and headers travel as UTF-8. RFC 6855 3, RFC 9051 5.1. */
    public boolean utf8() {
        return enabled("UTF8=ACCEPT") || rev2();
    }

    /** Whether mod-sequences are told with every change. RFC 7162 3.1, 3.2. */
    public boolean tellsModSeq() {
        return enabled("CONDSTORE") || enabled("QRESYNC");
    }

    /** Whether expunges are told by UID, as VANISHED. RFC 7162 3.2.10, RFC 9586. */
    public boolean tellsVanished() {
        return enabled("QRESYNC") || enabled("UIDONLY");
    }

    /** What this client is told beyond the news of the selected mailbox, in the order in which it asked. */
    public List<NewsSource> newsSources() {
        return List.copyOf(newsSources);
    }

    /** What this client is told of the mailbox that it has selected. */
    public SelectedEvents selectedEvents() {
        return selectedEvents;
    }

    public void tell(SelectedEvents events) {
        selectedEvents = events;
    }

    public void add(NewsSource source) {
        newsSources.add(source);
    }

    public void remove(NewsSource source) {
        newsSources.remove(source);
    }
}
