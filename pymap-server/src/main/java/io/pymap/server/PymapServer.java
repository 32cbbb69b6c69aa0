package io.pymap.server;

import io.pymap.auth.Authenticator;
import io.pymap.auth.OAuthTokens;
import io.pymap.auth.PasswordHash;
import io.pymap.auth.TokenVerifier;
import io.pymap.auth.TokenVerifiers;
import io.pymap.auth.sasl.SaslContext;
import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.fault.ServerFaults;
import io.pymap.imap.ImapProtocol;
import io.pymap.imap.ServerCapabilities;
import io.pymap.imap.engine.Greeting;
import io.pymap.imap.engine.SessionListener;
import io.pymap.imap.engine.Timeouts;
import io.pymap.imap.session.AuthenticationService;
import io.pymap.imap.session.Limits;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.sharing.SharingBackend;
import io.pymap.memory.MemoryBudget;
import io.pymap.metrics.ServerMetrics;
import io.pymap.profile.ConnectionLimit;
import io.pymap.profile.FirstMessages;
import io.pymap.profile.Quirks;
import io.pymap.profile.ServerProfile;
import io.pymap.profile.UserConnections;
import io.pymap.summary.Summaries;
import io.pymap.time.Timers;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ClientAuthorities;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import io.pymap.transport.ChannelHook;
import io.pymap.transport.ConnectionTap;
import io.pymap.transport.EventLoops;
import io.pymap.transport.ImapListener;
import io.pymap.transport.ListenerSettings;
import io.pymap.transport.ProxyProtocol;
import io.pymap.transport.Workers;
import io.pymap.variation.Variation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A running IMAP server.
 *
 * <pre>{@code
 * Backend backend = DictBackend.builder().user(new User("ann", "secret")).build();
 * try (PymapServer server = PymapServer.builder(backend).start()) {
 *     connect("localhost", server.port());
 * }
 * }</pre>
 */
public final class PymapServer implements AutoCloseable {

    private final Builder settings;
    private final ServerThreads threads;
    private final Backend mail; // as clients are to see it
    private final MemoryBudget memory = MemoryBudget.ofThisProcess();
    private final ServerCapabilities capabilities;
    private final Optional<Supplier<ServerCertificate>> certificate; // none without TLS
    private final ImapListener listener;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<InetSocketAddress> tlsAddresses = new ArrayList<>();

    /** A server of this backend, which is closed with it, on a free port of the loopback interface. */
    public static Builder builder(Backend backend) {
        return new Builder(backend);
    }

    private PymapServer(Builder settings) throws IOException {
        this.settings = settings;
        threads = settings.sharedThreads == null ? settings.ownThreads() : settings.sharedThreads;
        Timers timers = settings.timers == null ? threads.timers() : settings.timers;
        Optional<UserConnections> users =
                Optional.ofNullable(settings.connectionsPerUser).map(UserConnections::new);
        mail = settings.faults == null
                ? settings.backend
                : settings.faults.lagging(settings.backend, timers, threads.workers(settings.backend.mayBlock()));
        certificate = settings.noTls ? Optional.empty() : Optional.of(certificate(settings));
        ImapProtocol protocol = settings.adaptedProtocol();
        capabilities = new ServerCapabilities(users.map(protocol::with).orElse(protocol));
        SaslContext sasl = new SaslContext(timers, settings.random, settings.hostName);
        listener = new ImapListener(
                new ListenerSettings(
                        capabilities.vocabularies(),
                        new AuthenticationService(
                                shared(settings, mail),
                                new Authenticator(settings.backend.users(), new PasswordHash()),
                                settings.offeredMechanisms(),
                                sasl),
                        settings.limits,
                        memory,
                        new Summaries(),
                        settings.timeouts,
                        timers,
                        listener(settings, users, timers),
                        tap(settings, timers),
                        settings.metrics,
                        hooks(settings),
                        settings.greeting == null
                                ? new Greeting("Server ready " + settings.hostName)
                                : settings.greeting,
                        certificate.map(own -> settings.faults == null ? own : settings.faults.presenting(own)),
                        Optional.ofNullable(settings.clientAuthorities),
                        settings.insecureLogin,
                        settings.proxyProtocol,
                        settings.connectionsPerPeer,
                        settings.hangUp,
                        Optional.ofNullable(settings.preAuthenticated)),
                threads.eventLoops(),
                threads.workers(settings.backend.mayBlock()));
        try {
            listen();
            if (settings.faults != null) {
                settings.faults.attach(listener::refuseConnections, listener::acceptConnections);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Where there are access control lists, they are kept to. */
    private static Backend shared(Builder settings, Backend mail) {
        return settings.protocol.vocabulary().has("ACL")
                ? new SharingBackend(mail, Optional.ofNullable(settings.publicMailboxesOf))
                : mail;
    }

    private static ConnectionTap tap(Builder settings, Timers timers) {
        List<ConnectionTap> all = new ArrayList<>();
        if (settings.transcript != null) {
            all.add(new RecordingTap(settings.transcript, timers));
        }
        all.addAll(settings.taps);
        return switch (all.size()) {
            case 0 -> ConnectionTap.NONE;
            case 1 -> all.get(0);
            default -> new Taps(all);
        };
    }

    /** What the server says passes the last of them first: faults act on what has its final form. */
    private static List<ChannelHook> hooks(Builder settings) {
        List<ChannelHook> hooks = new ArrayList<>();
        if (settings.faults != null) {
            hooks.add(settings.faults.hook());
        }
        if (settings.variation != null) {
            hooks.add(settings.variation.hook());
        }
        return List.copyOf(hooks);
    }

    private static SessionListener listener(Builder settings, Optional<UserConnections> users, Timers timers) {
        List<SessionListener> all = new ArrayList<>();
        users.ifPresent(all::add);
        if (settings.faults != null) {
            all.add(settings.faults.listener());
        }
        if (settings.metrics != ServerMetrics.NONE) {
            all.add(new MeasuredSessions(settings.metrics, timers));
        }
        all.addAll(settings.listeners);
        return switch (all.size()) {
            case 0 -> SessionListener.NONE;
            case 1 -> all.get(0);
            default -> new Listeners(all);
        };
    }

    private void listen() throws IOException {
        for (String host : settings.hosts) {
            addresses.add(listener.listen(address(host, settings.port), false));
            if (settings.tlsPort.isPresent()) {
                tlsAddresses.add(listener.listen(address(host, settings.tlsPort.getAsInt()), true));
            }
        }
    }

    private static InetSocketAddress address(String host, int port) throws UnknownHostException {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new UnknownHostException("cannot listen on " + host + ": no such host or interface");
        }
    }

    /** One for all connections; made up with the first that wants TLS, where none is given. */
    private static Supplier<ServerCertificate> certificate(Builder settings) {
        ServerCertificate given = settings.certificate;
        Supplier<CertificateAuthority> authority = settings.authority;
        if (given != null) {
            return () -> given;
        }
        return new Supplier<>() {
            private @Nullable ServerCertificate madeUp; // null until it is asked for

            @Override
            public synchronized ServerCertificate get() {
                if (madeUp == null) {
                    CertificateTerms terms = CertificateTerms.loopback(Clock.systemUTC());
                    madeUp = authority == null
                            ? ServerCertificate.selfSigned(terms)
                            : authority.get().issue(terms);
                }
                return madeUp;
            }
        };
    }

    /** The port of the first address. */
    public int port() {
        return addresses.get(0).getPort();
    }

    /** The port on which TLS begins with the connection, where there is one. */
    public OptionalInt tlsPort() {
        return tlsAddresses.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(tlsAddresses.get(0).getPort());
    }

    /** Where the server listens, with the ports it got; those of TLS are in {@link #tlsAddresses}. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    public List<InetSocketAddress> tlsAddresses() {
        return List.copyOf(tlsAddresses);
    }

    public Backend backend() {
        return settings.backend;
    }

    /** The server's own, made up now where none is given and nobody has asked before; none without TLS. */
    public Optional<ServerCertificate> certificate() {
        return certificate.map(Supplier::get);
    }

    /** What messages under way may take; for others who receive some as well. */
    public MemoryBudget memory() {
        return memory;
    }

    /** What the server can do, to be changed while it runs. */
    public ServerCapabilities capabilities() {
        return capabilities;
    }

    /** How many connections are open. */
    public int openConnections() {
        return listener.openConnections();
    }

    /** Runs the task while nobody is let in: who connects waits for the greeting. Connections that are open stay. */
    public void whileNobodyIsLetIn(Runnable task) {
        listener.whileNobodyIsLetIn(task);
    }

    /** Says BYE to every client and closes its connection; goes on to listen. Returns when those connections are gone. */
    public void disconnectAll() {
        listener.disconnectAll("The server has closed the connection.");
    }

    /** Says BYE to every client and ends; returns when all connections and all threads of its own have. */
    @Override
    public void close() {
        listener.close();
        if (settings.faults != null) {
            settings.faults.detach();
        }
        if (settings.sharedThreads == null) {
            threads.close();
        }
        mail.close();
    }

    /** What a server is to be. Every setting has a default. */
    public static final class Builder {

        private final Backend backend;
        private List<String> hosts = List.of("127.0.0.1");
        private int port;
        private OptionalInt tlsPort = OptionalInt.empty();
        private @Nullable ServerCertificate certificate; // null for one that is made up
        private @Nullable Supplier<CertificateAuthority> authority; // null for none but the certificate itself
        private @Nullable ClientAuthorities clientAuthorities; // null where clients are asked for no certificate
        private boolean noTls;
        private boolean insecureLogin;
        private ProxyProtocol proxyProtocol = ProxyProtocol.NONE;
        private int connectionsPerPeer = Integer.MAX_VALUE;
        private @Nullable ConnectionLimit connectionsPerUser; // null for any number
        private Duration hangUp = Duration.ZERO;
        private ImapProtocol protocol = ImapProtocol.standard();
        private final List<UnaryOperator<ImapProtocol>> protocolSettings = new ArrayList<>();
        private SaslMechanisms mechanisms = SaslMechanisms.standard();
        private final OAuthTokens tokens = new OAuthTokens();
        private final Set<TokenVerifier> tokenVerifiers = new LinkedHashSet<>();
        private @Nullable String anonymous; // null where nobody may be
        private Limits limits = Limits.DEFAULT;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private @Nullable Timers timers; // null for the time of this machine
        private RandomGenerator random = new SecureRandom();
        private final List<SessionListener> listeners = new ArrayList<>();
        private final List<ConnectionTap> taps = new ArrayList<>();
        private ServerMetrics metrics = ServerMetrics.NONE;
        private @Nullable TranscriptRecorder transcript; // null where nothing is recorded
        private @Nullable ServerFaults faults; // null where nothing goes wrong on command
        private @Nullable Variation variation; // null where answers have the form that is this server's own
        private String hostName = "localhost";
        private @Nullable Greeting greeting; // null for one with the name of the host
        private @Nullable String publicMailboxesOf; // null for no public mailboxes
        private @Nullable String preAuthenticated; // null where clients log in
        private @Nullable ServerThreads sharedThreads; // null for the server's own
        private int eventLoops = 1;
        private boolean nativeTransport;
        private OptionalInt workers = OptionalInt.empty();

        private Builder(Backend backend) {
            this.backend = backend;
        }

        /** Names or addresses of the interfaces to listen on; {@code 127.0.0.1} unless said otherwise. */
        public Builder hosts(String... names) {
            hosts = List.of(names);
            return this;
        }

        /** 0, the default, for a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Listens on one more port, where TLS begins with the connection (RFC 8314 3.2); 0 for a free one. */
        public Builder tlsPort(int number) {
            tlsPort = OptionalInt.of(number);
            return this;
        }

        /** For STARTTLS and the TLS port. Without it, one for the loopback interface is made up when it is needed. */
        public Builder certificate(ServerCertificate own) {
            certificate = own;
            return this;
        }

        /** Who signs the certificate that is made up where none is given; asked for when it is needed. */
        public Builder authority(Supplier<CertificateAuthority> signer) {
            authority = signer;
            return this;
        }

        /** Asks clients for a TLS certificate, and lets those who show one log in by AUTHENTICATE EXTERNAL. */
        public Builder clientAuthorities(ClientAuthorities trusted) {
            clientAuthorities = trusted;
            return this;
        }

        /** Without STARTTLS; passwords may be sent in clear text by everybody. */
        public Builder noTls() {
            noTls = true;
            return this;
        }

        /** Passwords may be sent in clear text by everybody, though there is TLS; else by clients on this machine only. */
        public Builder insecureLogin() {
            insecureLogin = true;
            return this;
        }

        /** Expects a proxy to say who the client is. No client counts as local then. */
        public Builder proxyProtocol(ProxyProtocol expected) {
            proxyProtocol = expected;
            return this;
        }

        /** Most connections from one address at a time; no limit unless said otherwise. */
        public Builder connectionsPerPeer(int most) {
            connectionsPerPeer = most;
            return this;
        }

        /** Most connections of a user at a time, and what the next one is told; no limit unless said otherwise. */
        public Builder connectionsPerUser(ConnectionLimit limit) {
            connectionsPerUser = limit;
            return this;
        }

        /**
         * How long {@link PymapServer#close} waits for clients to hang up after its BYE; not at all unless said otherwise,
         * so that a test does not wait for clients that it has left open.
         */
        public Builder hangUp(Duration most) {
            hangUp = most;
            return this;
        }

        /**
         * Makes the server one like that: what it tells and understands, its mechanisms, limits, time-outs, greeting and quirks,
         * in place of what has been said of these before. What is said afterwards counts.
         */
        public Builder profile(ServerProfile chosen) {
            connectionsPerUser = chosen.connectionsPerUser().orElse(null);
            greeting = chosen.greeting().orElse(null);
            return protocol(chosen.protocol())
                    .mechanisms(chosen.mechanisms())
                    .limits(chosen.limits())
                    .timeouts(chosen.timeouts());
        }

        /** The extensions the server has: {@code ImapProtocol.standard().without("MOVE")}. */
        public Builder protocol(ImapProtocol chosen) {
            protocol = chosen;
            return this;
        }

        /**
         * Departs from the RFCs in these ways, beside those of the profile.
         *
         * @throws IllegalArgumentException where there is no such quirk, with the names of those there are
         */
        public Builder quirks(String... names) {
            for (String name : names) {
                Quirk quirk = Quirks.named(name);
                protocolSettings.add(chosen -> chosen.with(quirk));
            }
            return this;
        }

        /**
         * Leaves out these quirks of the profile.
         *
         * @throws IllegalArgumentException where there is no such quirk, with the names of those there are
         */
        public Builder withoutQuirks(String... names) {
            for (String name : names) {
                Quirk quirk = Quirks.named(name);
                protocolSettings.add(chosen -> chosen.without(quirk));
            }
            return this;
        }

        /** Sends the user to another server at login, whose URL is {@code imap://ann;AUTH=*@other.example.com/}. */
        public Builder loginReferral(String user, String url) {
            protocolSettings.add(chosen -> chosen.referring(user, url));
            return this;
        }

        /** Tells clients that the same mail is to be had by JMAP, and where its session resource is. */
        public Builder jmapAccess(URI session) {
            protocolSettings.add(chosen -> chosen.jmapAccess(session));
            return this;
        }

        /** What ID tells of the server, in place of its own name and version; nothing for NIL. */
        public Builder identification(Map<String, String> fields) {
            protocolSettings.add(chosen -> chosen.identifyingAs(fields));
            return this;
        }

        private ImapProtocol adaptedProtocol() {
            ImapProtocol adapted = protocol;
            for (UnaryOperator<ImapProtocol> setting : protocolSettings) {
                adapted = setting.apply(adapted);
            }
            return faults == null ? adapted : adapted.with(new FirstMessages(faults::onlyFirst));
        }

        public Builder mechanisms(SaslMechanisms offered) {
            mechanisms = offered;
            return this;
        }

        /** Lets the user log in by this bearer token, and offers OAUTHBEARER and XOAUTH2. */
        public Builder oauthToken(String user, String token) {
            tokens.grant(user, token);
            return tokenVerifier(tokens);
        }

        /** As {@link #oauthToken(String, String)}, up to that moment. */
        public Builder oauthToken(String user, String token, Instant expiry) {
            tokens.grant(user, token, expiry);
            return tokenVerifier(tokens);
        }

        /**
         * Offers OAUTHBEARER and XOAUTH2, with tokens that somebody else judges; {@code OAuthTokens}, say. Of several, one
         * has to find a token good.
         */
        public Builder tokenVerifier(TokenVerifier verifier) {
            tokenVerifiers.add(verifier);
            return this;
        }

        /** Offers AUTHENTICATE ANONYMOUS: whoever asks for it is that user. */
        public Builder anonymous(String user) {
            anonymous = user;
            return this;
        }

        private SaslMechanisms offeredMechanisms() {
            SaslMechanisms offered = tokenVerifiers.isEmpty()
                    ? mechanisms
                    : mechanisms.withTokens(new TokenVerifiers(List.copyOf(tokenVerifiers)));
            return anonymous == null ? offered : offered.withAnonymous(anonymous);
        }

        public Builder limits(Limits chosen) {
            limits = chosen;
            return this;
        }

        public Builder timeouts(Timeouts chosen) {
            timeouts = chosen;
            return this;
        }

        /** Where the time and all timers come from. */
        public Builder timers(Timers source) {
            timers = source;
            return this;
        }

        /** Where challenges come from; a {@code SecureRandom} unless a test needs them to be the same each time. */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        /** Tells one more of what sessions do. */
        public Builder listener(SessionListener told) {
            listeners.add(told);
            return this;
        }

        /** Shows one more what passes. */
        public Builder tap(ConnectionTap shown) {
            taps.add(shown);
            return this;
        }

        /** Is told what there is to count. */
        public Builder metrics(ServerMetrics told) {
            metrics = told;
            return this;
        }

        /** Records what passes, by the server's clock. Taps are shown the same, after it has been recorded. */
        public Builder transcript(TranscriptRecorder recorder) {
            transcript = recorder;
            return this;
        }

        /** What the server says first, in place of its name. */
        public Builder greeting(Greeting said) {
            greeting = said;
            return this;
        }

        /** Gives answers another form, within the grammar. */
        public Builder variation(Variation chosen) {
            variation = chosen;
            return this;
        }

        /** What goes wrong on command; rules may be made before and after the start. */
        public Builder faults(ServerFaults rules) {
            faults = rules;
            return this;
        }

        /** The server's own name, told in its greeting. */
        public Builder hostName(String name) {
            hostName = name;
            return this;
        }

        /** Greets every client with PREAUTH, as this user. */
        public Builder preAuthenticated(String user) {
            preAuthenticated = user;
            return this;
        }

        /**
         * Shows the mailboxes of this user to all others, below {@code Shared/}, as far as their access control lists (RFC
         * 4314) give rights to {@code anyone} or to them.
         */
        public Builder publicMailboxesOf(String user) {
            publicMailboxesOf = user;
            return this;
        }

        /** How many event loops; 1 is enough for tests. */
        public Builder eventLoops(int count) {
            eventLoops = count;
            return this;
        }

        /** Most threads for a backend that blocks, at least 1; as many as there is work unless said otherwise. */
        public Builder workers(int most) {
            workers = OptionalInt.of(most);
            return this;
        }

        /** Threads that other servers use as well, in place of its own. They are not ended with the server. */
        public Builder threads(ServerThreads shared) {
            sharedThreads = shared;
            return this;
        }

        private ServerThreads ownThreads() {
            return new ServerThreads(
                    nativeTransport ? EventLoops.best(eventLoops) : EventLoops.nio(eventLoops),
                    workers.isPresent() ? Workers.bounded(workers.getAsInt()) : Workers.create());
        }

        /** Sockets of the operating system's own kind where Netty has them on the class path. */
        public Builder nativeTransport() {
            nativeTransport = true;
            return this;
        }

        /**
         * Starts the server; it listens when this returns.
         *
         * @throws UncheckedIOException where an address cannot be had, with one line that says which
         */
        public PymapServer start() {
            try {
                return new PymapServer(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }
}
