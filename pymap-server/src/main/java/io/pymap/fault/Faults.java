package io.pymap.fault;

import io.pymap.imap.engine.SessionListener;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.ServerCertificate;
import io.pymap.transport.ChannelHook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What goes wrong on a server, and when. Rules may come and go while clients are connected. All that fit act on a command, in the
 * order in which they were made; of two answers, or two faults, it is the first. Without rules nothing is different. Safe for use
 * by many threads.
 *
 * <pre>{@code
 * Rule rule = faults.on("UID FETCH").nth(1).failAfterBytes(700, Fault.CONNECTION_RESET);
 * faults.on("SELECT").mailbox("Archive").no("[UNAVAILABLE] Try again later");
 * faults.onGreeting().delay(Duration.ofSeconds(3));
 * }</pre>
 */
public final class Faults {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicInteger ruleNumbers = new AtomicInteger();
    private final AtomicInteger connectionNumbers = new AtomicInteger();
    private final Map<String, ClientCommand.Place> open = new ConcurrentHashMap<>();
    private final Set<AnsweredCommand> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, Runnable> silenced = new ConcurrentHashMap<>(); // how to close them
    private final AtomicReference<Optional<ServerCertificate>> presented = new AtomicReference<>(Optional.empty());
    private final Optional<Supplier<CertificateAuthority>> authority;

    /** Without faulty certificates. */
    public Faults() {
        this.authority = Optional.empty();
    }

    /**
     * With faulty certificates.
     *
     * @param authority whom clients trust; asked for where it is needed
     */
    public Faults(Supplier<CertificateAuthority> authority) {
        this.authority = Optional.of(authority);
    }

    /**
     * On a command that has come whole, before it is run.
     *
     * @param pattern a command's name, such as {@code UID FETCH}, for any arguments; or a whole command, with {@code *} for
     *     anything, as transcripts are asked: {@code UID FETCH * (BODY.PEEK[*])}. Case does not count
     */
    public On on(String pattern) {
        return new On(this, new Trigger(Trigger.Kind.COMMAND, pattern), Conditions.NONE);
    }

    /** As {@link #on(String)}, where the code says so. */
    public On on(String pattern, Predicate<? super ClientCommand> when) {
        return on(pattern).when(when);
    }

    /** On LOGIN and AUTHENTICATE: clients choose between them by what the server offers. */
    public On onLogin() {
        return new On(this, new Trigger(Trigger.Kind.LOGIN, ""), Conditions.NONE);
    }

    /**
     * On a command that waits for leave to send a literal: an answer comes in place of {@code +}, and the literal is not sent.
     *
     * @param pattern as {@link #on(String)}
     */
    public On onLiteral(String pattern) {
        return new On(this, new Trigger(Trigger.Kind.LITERAL, pattern), Conditions.NONE);
    }

    /** On the first words of the server, which are the answer that rules act on. */
    public On onGreeting() {
        return new On(this, new Trigger(Trigger.Kind.GREETING, ""), Conditions.NONE);
    }

    /** On a connection that has been accepted, before TLS. What makes sense is a pause, and {@link On#fail}. */
    public On onConnect() {
        return new On(this, new Trigger(Trigger.Kind.CONNECT, ""), Conditions.NONE);
    }

    /** As {@link #onConnect}, on a port where TLS begins with the connection. */
    public On onTlsConnect() {
        return new On(this, new Trigger(Trigger.Kind.TLS_CONNECT, ""), Conditions.NONE);
    }

    /** On a client that idles, right behind the {@code +} that tells it so; the answer is what it hears from then on. */
    public On onIdle() {
        return new On(this, new Trigger(Trigger.Kind.IDLE, ""), Conditions.NONE);
    }

    /**
     * Makes a rule of text: {@code on UID FETCH nth 2 reset after 700}.
     *
     * @throws RuleSyntaxException where the text is none, with what would fit
     */
    public Rule add(String text) {
        return RuleReader.read(text, this);
    }

    /**
     * Lets TLS go wrong from the next connection on. Some of these are rules, which {@link #rules} has then.
     *
     * @throws IllegalStateException where it takes a certificate, and the server has none that these faults can make others of
     */
    public void tls(TlsFault fault) {
        fault.begin(this);
    }

    /** Those that act now, in the order in which they were made. */
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /**
     * Takes all rules away, with faulty certificates, and begins to count anew. Connections that a rule has left open without a
     * word are closed; what is held up at a gate stays there.
     */
    public void clear() {
        rules.clear();
        ruleNumbers.set(0);
        connectionNumbers.set(0);
        presented.set(Optional.empty());
        answered.clear();
        silenced.values().forEach(Runnable::run);
    }

    /** A command that the session did not get to see. */
    private record AnsweredCommand(String connection, String tag) {}

    /** Whether a rule has answered a command of that tag in place of the session, since the rules were cleared. */
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

    Rule add(Trigger trigger, Conditions conditions, Action action) {
        Rule rule = new Rule(this, ruleNumbers.incrementAndGet(), trigger, conditions, action);
        rules.add(rule);
        return rule;
    }

    void remove(Rule rule) {
        rules.remove(rule);
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

    /** The server's own certificate, or a faulty one in its place. */
    public Supplier<ServerCertificate> presenting(Supplier<ServerCertificate> own) {
        return () -> presented.get().orElseGet(own);
    }

    void present(Function<CertificateAuthority, ServerCertificate> faulty) {
        CertificateAuthority signer = authority
                .orElseThrow(() -> new IllegalStateException(
                        "The server has no TLS, or a certificate whose authority is not known"))
                .get();
        presented.set(Optional.of(faulty.apply(signer)));
    }

    ClientCommand.Place opened(String connection) {
        ClientCommand.Place place = new ClientCommand.Place(
                connection, connectionNumbers.incrementAndGet(), Optional.empty(), Optional.empty());
        open.put(connection, place);
        return place;
    }

    ClientCommand.Place place(String connection) {
        return Optional.ofNullable(open.get(connection))
                .orElseThrow(() -> new IllegalStateException("A connection that is not open"));
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

    void closed(String connection) {
        open.remove(connection);
        silenced.remove(connection);
    }
}
