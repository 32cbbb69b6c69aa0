package io.pymap.clients.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.backend.FixtureAccount;
import io.pymap.backend.FixtureBackend;
import io.pymap.backend.dict.DictBackend;
import io.pymap.fault.ClientCommand;
import io.pymap.fault.Gate;
import io.pymap.fault.On;
import io.pymap.fault.Rule;
import io.pymap.fault.ServerFaults;
import io.pymap.imap.ImapProtocol;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateAuthority;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import io.pymap.variation.Variation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server with three messages in INBOX and one in Archive, which is about to misbehave. */
final class Scene implements AutoCloseable {

    static final CertificateTerms TERMS = CertificateTerms.loopback(Clock.systemUTC());
    static final CertificateAuthority AUTHORITY = new CertificateAuthority(TERMS);
    static final ServerCertificate CERTIFICATE = AUTHORITY.issue(TERMS);

    private static final String PLAIN = """
            Content-Type: text/plain

            body
            """;
    private static final String MIXED = """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain

            body
            --edge
            Content-Type: image/png

            pixels
            --edge--
            """;

    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*?)\r?$");
    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    private final DictBackend backend =
            DictBackend.builder().user(new User("ann", "secret")).build();
    private final TranscriptRecorder transcript = new TranscriptRecorder();
    private final ServerFaults faults = new ServerFaults(() -> AUTHORITY);
    private final CompletableFuture<Scene> begun = new CompletableFuture<>();
    private final Gate gate = Gate.closed();
    private final FixtureBackend.Savepoint earlier; // ahead of the third message
    private final ImapProtocol protocol;
    private final PymapServer server;
    private Optional<LaggingNode> node = Optional.empty();

    /** @param without extensions that the server has not */
    Scene(List<String> without, Optional<Variation> variation) {
        FixtureAccount account = backend.account("ann");
        Mailbox inbox = account.replace(MailboxName.INBOX, 42, 1);
        inbox.append(List.of(message("one", PLAIN, Flags.of(Flags.SEEN), 1), message("two", MIXED, Flags.NONE, 2)));
        account.create(ARCHIVE).append(List.of(message("old", PLAIN, Flags.NONE, 4)));
        earlier = backend.savepoint();
        inbox.append(List.of(message("three", PLAIN, Flags.NONE, 3)));
        protocol = protocol(without);
        PymapServer.Builder builder = settings().faults(faults);
        variation.ifPresent(builder::variation);
        server = builder.start();
    }

    private static ImapProtocol protocol(List<String> without) {
        ImapProtocol protocol = ImapProtocol.standard();
        for (String extension : without) {
            protocol = protocol.without(extension);
        }
        return protocol;
    }

    private PymapServer.Builder settings() {
        return PymapServer.builder(backend)
                .certificate(CERTIFICATE)
                .tlsPort(0)
                .protocol(protocol)
                .transcript(transcript);
    }

    private static NewMessage message(String subject, String rest, Flags flags, int day) {
        String text = """
                From: Ann <ann@example.org>
                To: bob@example.org
                Subject: %1$s
                Message-ID: <%1$s@example.org>
                %2$s""".formatted(subject, rest).replace("\n", "\r\n");
        return new NewMessage(
                Content.of(text.getBytes(ISO_8859_1)),
                flags,
                InternalDate.of(Instant.parse("2026-01-0" + day + "T10:00:00Z")));
    }

    // For what goes wrong

    ServerFaults faults() {
        return faults;
    }

    /** On FETCH, and UID FETCH, of messages. */
    On fetch() {
        return either("FETCH");
    }

    /** On a command, by whatever numbers. */
    On either(String name) {
        return faults.on(
                "*", command -> command.name().equals(name) || command.name().equals("UID " + name));
    }

    /** On a command that asks whether there is news, as clients have it. */
    On poll() {
        return faults.on(
                "*", command -> command.name().equals("NOOP") || command.name().equals("STATUS"));
    }

    /**
     * From now on there is a second server with the same mail, to which all connections of the client but the first go. What
     * happens elsewhere it does not know until {@link #endLag}. Answers with what else may go wrong there.
     */
    ServerFaults laggingNode() {
        LaggingNode second = new LaggingNode(settings());
        node = Optional.of(second);
        return second.faults();
    }

    /** For rules: what the world does meanwhile begins now. */
    boolean begin(ClientCommand command) {
        begun.complete(this);
        return true;
    }

    Gate gate() {
        return gate;
    }

    // For what the world does meanwhile

    void meanwhile(Consumer<Scene> world) {
        begun.thenAcceptAsync(world);
    }

    List<PymapServer> servers() {
        return Stream.concat(Stream.of(server), node.stream().map(LaggingNode::server))
                .toList();
    }

    int port(String security) {
        return port(server, security);
    }

    private static int port(PymapServer server, String security) {
        return security.equals("tls") ? server.tlsPort().orElseThrow() : server.port();
    }

    ClientProcess.Address address(String security) {
        return new ClientProcess.Address(
                security, port(security), port(node.map(LaggingNode::server).orElse(server), security));
    }

    void deliver() {
        inbox().append(List.of(message("new", PLAIN, Flags.NONE, 5)));
    }

    /** Brings back the mail as it was ahead of the third message, and goes on from there. Clients are disconnected. */
    void restore(Consumer<Scene> since) {
        server.whileNobodyIsLetIn(() -> {
            server.disconnectAll();
            earlier.restore();
            since.accept(this);
        });
    }

    void endLag() {
        node.orElseThrow().catchUp();
    }

    void expunge(long uid) {
        inbox().remove(List.of(uid));
    }

    // What has come of it

    /** Whether a rule has acted on something that the client did; without rules the fault is always there. */
    boolean met() {
        List<Rule> rules =
                allFaults().map(ServerFaults::rules).flatMap(List::stream).toList();
        return rules.isEmpty() || rules.stream().anyMatch(rule -> rule.hits() > 0);
    }

    private Stream<ServerFaults> allFaults() {
        return Stream.concat(Stream.of(faults), node.stream().map(LaggingNode::faults));
    }

    void clearFaults() {
        allFaults().forEach(ServerFaults::clear);
    }

    TranscriptRecorder transcript() {
        return transcript;
    }

    private Mailbox inbox() {
        return mailbox(MailboxName.INBOX);
    }

    private Mailbox mailbox(MailboxName name) {
        return backend.account("ann").find(name).orElseThrow();
    }

    boolean hasMailbox(String name) {
        return backend.account("ann").find(new MailboxName(name)).isPresent();
    }

    /** The subjects of INBOX, in order. */
    List<String> inInbox() {
        return subjects(inbox(), message -> true);
    }

    List<String> inArchive() {
        return subjects(mailbox(ARCHIVE), message -> true);
    }

    List<String> flagged() {
        return subjects(inbox(), message -> message.flags().contains(Flags.FLAGGED));
    }

    /** Whether a password came in clear. */
    boolean passwordInClear() {
        return transcript.exchanges().stream()
                .anyMatch(exchange -> !exchange.secure() && exchange.command().matches("(?i)LOGIN|AUTHENTICATE"));
    }

    private static List<String> subjects(Mailbox mailbox, Predicate<Message> which) {
        return mailbox.changesSince(0).updated().stream()
                .filter(which)
                .map(message -> {
                    Content.InMemory octets = message.content().load();
                    Matcher subject =
                            SUBJECT.matcher(new String(octets.array(), octets.offset(), octets.length(), ISO_8859_1));
                    return subject.find() ? subject.group(1) : "";
                })
                .toList();
    }

    @Override
    public void close() {
        node.ifPresent(LaggingNode::close);
        faults.clear();
        server.close();
    }
}
