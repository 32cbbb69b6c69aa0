package io.pymap.fault;

import io.pymap.imap.engine.SessionListener;
import io.pymap.mailbox.Backend;
import io.pymap.time.Timers;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.RevocationResponder;
import io.pymap.tls.ServerCertificate;
import io.pymap.transport.ChannelHook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What goes wrong on a server in this process. */
public final class ServerFaults implements Faults {

    private final List<ServerRule> rules = new CopyOnWriteArrayList<>();
    private final AtomicInteger ruleNumbers = new AtomicInteger();
    private final AtomicInteger connectionNumbers = new AtomicInteger();
    private final Map<String, ClientCommand.Place> open = new ConcurrentHashMap<>();
    private final Set<FaultHandler> handlers = ConcurrentHashMap.newKeySet(); // of all that are open
    private final Set<AnsweredCommand> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, IntUnaryOperator> onlyFirst = new ConcurrentHashMap<>(); // by connection
    private final Map<String, Runnable> silenced = new ConcurrentHashMap<>(); // how to close them
    private final Map<String, NamedGate> gates = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<Presented>> presented = new AtomicReference<>(Optional.empty());
    private final Optional<Supplier<CertificateAuthority>> authority;
    private final Lag lag = new Lag();
    private final ReentrantLock doorLock = new ReentrantLock(); // doors are closed and opened under it
    private Runnable refuse = () -> {};
    private Runnable accept = () -> {};
    private boolean refusing;

    /** Without faulty certificates. */
    public ServerFaults() {
        this.authority = Optional.empty();
    }

    /**
     * With faulty certificates.
     *
     * @param authority whom clients trust; asked for where it is needed
     */
    public ServerFaults(Supplier<CertificateAuthority> authority) {
        this.authority = Optional.of(authority);
    }

    @Override
    public Rule add(RuleSpec spec) {
        ServerRule rule = new ServerRule(this, ruleNumbers.incrementAndGet(), spec);
        rules.add(rule);
        mindTheDoors();
        if (rule.refuses()) {
            rule.hit();
        }
        return rule;
    }

    /** For the server, which accepts connections now: how they are refused, and accepted again. */
    public void attach(Runnable refuse, Runnable accept) {
        doorLock.lock();
        try {
            this.refuse = refuse;
            this.accept = accept;
            refusing = false;
        } finally {
            doorLock.unlock();
        }
        mindTheDoors();
    }

    /** For the server, which accepts no connections any more: it has a certificate of its own again, and no doors. */
    public void detach() {
        attach(() -> {}, () -> {});
        present(Optional.empty());
    }

    private void mindTheDoors() {
        doorLock.lock();
        try {
            boolean refuses = rules.stream().anyMatch(ServerRule::refuses);
            if (refuses != refusing) {
                refusing = refuses;
                (refuses ? refuse : accept).run();
            }
        } finally {
            doorLock.unlock();
        }
    }

    @Override
    public void tls(TlsFault fault) {
        fault.begin(this);
    }

    @Override
    public void lag(Duration by) {
        if (lag.begin(by)) {
            handlers.forEach(handler -> handler.note(lag.toString()));
        }
    }

    /** For mail that has become other mail: the server knows it, and lags behind as before. */
    public void lagAnew() {
        lag.beginAnew();
    }

    /** What transcripts say of connections that begin now; nothing where the server does not lag behind. */
    Optional<String> lagRemark() {
        return lag.isNone() ? Optional.empty() : Optional.of(lag.toString());
    }

    private record NamedGate(Gate gate, boolean open) {

        private NamedGate() {
            this(Gate.closed(), false);
        }
    }

    /** One of that name, closed unless it has been opened. */
    Gate gate(String name) {
        return gates.computeIfAbsent(name, absent -> new NamedGate()).gate();
    }

    @Override
    public void openGate(String name) {
        NamedGate opened = gates.compute(name, (key, before) -> new NamedGate(gate(before), true));
        opened.gate().open();
    }

    private static Gate gate(@Nullable NamedGate before) {
        return before == null ? Gate.closed() : before.gate();
    }

    @Override
    public void closeGate(String name) {
        gates.computeIfPresent(name, (key, before) -> before.open() ? new NamedGate() : before);
    }

    @Override
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public void clear() {
        rules.clear();
        mindTheDoors();
        ruleNumbers.set(0);
        connectionNumbers.set(0);
        present(Optional.empty());
        lag(Duration.ZERO);
        answered.clear();
        silenced.values().forEach(Runnable::run);
        List<NamedGate> named = List.copyOf(gates.values());
        gates.clear();
        named.forEach(gate -> gate.gate().open());
    }

    /** The connection is about to run a command on some of its messages. */
    void running(String connection, FirstOnly messages) {
        onlyFirst.put(connection, messages);
    }

    /** The command has been answered. */
    void ran(String connection) {
        onlyFirst.remove(connection);
    }

    /** A command that the session did not get to see. */
    private record AnsweredCommand(String connection, String tag) {}

    @Override
    public boolean hasAnswered(String connection, String tag) {
        return answered.contains(new AnsweredCommand(connection, tag));
    }

    void answering(String connection, String tag) {
        answered.add(new AnsweredCommand(connection, tag));
    }

    /** Nothing is said on a connection any more. */
    void silenced(String connection, Runnable close) {
        silenced.put(connection, close);
    }

    void remove(ServerRule rule) {
        rules.remove(rule);
        mindTheDoors();
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What the rules do to the answer of that event. */
    Plan plan(Trigger.Kind event, ClientCommand command) {
        return new Plan(rules.stream()
                .map(rule -> rule.firing(event, command))
                .flatMap(Optional::stream)
                .toList());
    }

    // For the server

    /** What puts the rules into connections. */
    public ChannelHook hook() {
        return connection -> new FaultHandler(connection, this);
    }

    /** Learns who is logged in and what is selected. */
    public SessionListener listener() {
        return new SessionsOfFaults(this);
    }

    /** How many messages of so many the command works on that the connection runs; empty for all. Safe for use by many threads. */
    public Optional<IntUnaryOperator> onlyFirst(String connection) {
        return Optional.ofNullable(onlyFirst.get(connection));
    }

    /** The server's own certificate, or a faulty one in its place. */
    public Supplier<ServerCertificate> presenting(Supplier<ServerCertificate> own) {
        return () -> presented.get().map(Presented::certificate).orElseGet(own);
    }

    /**
     * The server's mail as it is to know it.
     *
     * @param own as it is; closed with what is returned
     * @param workers run what becomes due, and may wait where the backend may block
     */
    public Backend lagging(Backend own, Timers timers, Executor workers) {
        return lag.of(own, timers, workers);
    }

    /** A faulty certificate. */
    private record Presented(ServerCertificate certificate, Optional<RevocationResponder> responder) {

        void end() {
            responder.ifPresent(RevocationResponder::close);
        }
    }

    void present(Function<CertificateAuthority, ServerCertificate> faulty) {
        present(Optional.of(new Presented(faulty.apply(authority()), Optional.empty())));
    }

    /** One that somebody can be asked about, as long as it is presented. */
    void presentWithResponder(BiFunction<CertificateAuthority, URI, ServerCertificate> faulty) {
        CertificateAuthority signer = authority();
        RevocationResponder responder = RevocationResponder.start(signer);
        present(Optional.of(new Presented(faulty.apply(signer, responder.address()), Optional.of(responder))));
    }

    private void present(Optional<Presented> next) {
        presented.getAndSet(next).ifPresent(Presented::end);
    }

    @Override
    public String revocationList() {
        return authority().revocationListPem();
    }

    private CertificateAuthority authority() {
        return authority
                .orElseThrow(() -> new IllegalStateException(
                        "The server has no TLS, or a certificate whose authority is not known"))
                .get();
    }

    ClientCommand.Place opened(String connection, FaultHandler handler) {
        handlers.add(handler);
        ClientCommand.Place place = new ClientCommand.Place(
                connection, connectionNumbers.incrementAndGet(), Optional.empty(), Optional.empty());
        open.put(connection, place);
        return place;
    }

    ClientCommand.Place place(String connection) {
        return Optional.ofNullable(open.get(connection))
                .orElseThrow(() -> new IllegalStateException("A connection that is not open"));
    }

    /** How many others are logged in as who has sent that, or wants to be by it. */
    int otherConnections(ClientCommand command) {
        Optional<String> user = command.userMeant();
        return (int) open.values().stream()
                .filter(place -> !place.connection().equals(command.connection()))
                .filter(place -> place.user().isPresent() && place.user().equals(user))
                .count();
    }

    void user(String connection, Optional<String> user) {
        open.computeIfPresent(
                connection,
                (id, before) -> new ClientCommand.Place(id, before.connectionNumber(), user, Optional.empty()));
    }

    void mailbox(String connection, Optional<String> mailbox) {
        open.computeIfPresent(
                connection,
                (id, before) -> new ClientCommand.Place(id, before.connectionNumber(), before.user(), mailbox));
    }

    /** Those of the other connections that are open. */
    List<FaultHandler> others(FaultHandler one) {
        return handlers.stream().filter(handler -> handler != one).toList();
    }

    void closed(String connection, FaultHandler handler) {
        handlers.remove(handler);
        onlyFirst.remove(connection);
        open.remove(connection);
        silenced.remove(connection);
    }
}
