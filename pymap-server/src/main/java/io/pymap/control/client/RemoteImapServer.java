package io.pymap.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pymap.fault.Faults;
import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.Await;
import io.pymap.fixture.Backup;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.OpenSession;
import io.pymap.fixture.TestClock;
import io.pymap.fixture.Tls;
import io.pymap.fixture.TokenFixture;
import io.pymap.imap.Capabilities;
import io.pymap.tls.TrustAnchor;
import io.pymap.transcript.Transcript;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * A server in another process, such as in a container, by its control API: the same handle as for one in this process.
 *
 * <pre>{@code
 * // pymap --port 1143 --control-port 8143 dict
 * RemoteImapServer imap = RemoteImapServer.connect(URI.create("http://localhost:8143"));
 * imap.inbox().append(message().subject("hello"));
 * connect(imap.endpoint());
 * assertThat(imap.transcript()).sent("SELECT INBOX");
 * }</pre>
 *
 * <p>Rules with code in them are the one thing that does not go over the wire: {@link io.pymap.fault.RuleSpec#text}. Jackson has to
 * be on the class path. Where the server does not answer, calls throw {@link java.io.UncheckedIOException}.
 */
public final class RemoteImapServer implements ImapServerHandle {

    private final Control control;
    private final Builder settings;
    private final RemoteTranscript transcript;
    private final AtomicLong messages = new AtomicLong();

    private RemoteImapServer(Builder settings) {
        this.settings = settings;
        control = new Control(settings.uri, settings.token);
        transcript = new RemoteTranscript(control);
    }

    /**
     * The server of that control API.
     *
     * @param control such as {@code http://localhost:8143}
     * @throws java.io.UncheckedIOException where nobody answers
     */
    public static RemoteImapServer connect(URI control) {
        return builder(control).connect();
    }

    /** The server of that control API, which may want a token or be behind ports of another number. */
    public static Builder builder(URI control) {
        return new Builder(control);
    }

    Control control() {
        return control;
    }

    /** Which message of this client the next one is. */
    long nextMessage() {
        return messages.incrementAndGet();
    }

    private JsonNode told() {
        return control.get("/server");
    }

    @Override
    public ImapEndpoint endpoint() {
        return endpoint(account());
    }

    private ImapEndpoint endpoint(AccountFixture account) {
        JsonNode server = told();
        Tls tls = settings.tls.orElseGet(() -> Tls.valueOf(server.path("tls").asText()));
        int port = tls == Tls.IMPLICIT
                ? settings.tlsPort.orElse(server.path("tlsPort").asInt())
                : settings.port.orElse(server.path("port").asInt());
        Optional<TrustAnchor> trusted = tls == Tls.NONE
                ? Optional.empty()
                : Optional.of(TrustAnchor.ofPem(server.path("caPem").asText()));
        return ImapEndpoint.of(host(tls), port, tls, account, trusted, login -> endpoint(account(login)));
    }

    /** As in this process: by name where a certificate is for it. */
    private String host(Tls tls) {
        String host = control.base().getHost();
        boolean loopback = host.equals("127.0.0.1") || host.equals("localhost");
        return loopback ? (tls == Tls.NONE ? "127.0.0.1" : "localhost") : host;
    }

    /** @throws IllegalStateException where there is none yet */
    @Override
    public AccountFixture account() {
        return logins().stream()
                .findFirst()
                .map(login -> new RemoteAccount(this, login))
                .orElseThrow(() -> new IllegalStateException("There is no account yet; make one by createAccount"));
    }

    @Override
    public AccountFixture account(String login) {
        control.get(Control.path("accounts", login)); // tells what there is where this is not
        return new RemoteAccount(this, login);
    }

    @Override
    public List<String> logins() {
        return StreamSupport.stream(told().path("accounts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public AccountFixture createAccount(String login, String password) {
        if (logins().contains(login)) {
            throw new IllegalArgumentException("Account " + login + " exists already");
        }
        control.send("PUT", Control.path("accounts", login), Control.object().put("password", password));
        return new RemoteAccount(this, login);
    }

    @Override
    public void deleteAccount(String login) {
        control.send("DELETE", Control.path("accounts", login));
    }

    @Override
    public MailboxFixture inbox() {
        return account().inbox();
    }

    @Override
    public MailboxFixture mailbox(String path) {
        return account().mailbox(path);
    }

    @Override
    public Capabilities capabilities() {
        return new RemoteCapabilities(control);
    }

    @Override
    public TokenFixture tokens() {
        return new RemoteTokens(control);
    }

    @Override
    public Faults faults() {
        return new RemoteFaults(control);
    }

    @Override
    public TestClock clock() {
        return new RemoteClock(control);
    }

    @Override
    public List<OpenSession> sessions() {
        return StreamSupport.stream(control.get("/sessions").path("sessions").spliterator(), false)
                .map(session -> new OpenSession(
                        session.path("id").asText(),
                        session.path("peer").asText(),
                        text(session, "login"),
                        text(session, "mailbox"),
                        session.path("idling").asBoolean(),
                        session.path("secure").asBoolean()))
                .toList();
    }

    private static Optional<String> text(JsonNode of, String member) {
        return of.hasNonNull(member) ? Optional.of(of.path(member).asText()) : Optional.empty();
    }

    @Override
    public void disconnectAll() {
        control.send("DELETE", "/sessions");
    }

    @Override
    public Transcript transcript() {
        return transcript;
    }

    /**
     * Who writes the transcript to a file: see {@link Transcript#file}.
     *
     * @param writer asked each time somebody wants to tell the file, such as the message of an assertion that failed
     */
    public void transcriptFile(Supplier<Optional<Path>> writer) {
        transcript.file(writer);
    }

    /** Forgets what has passed so far. */
    public void clearTranscript() {
        control.send("DELETE", "/transcript");
    }

    @Override
    public Await await() {
        return await(Duration.ofSeconds(Await.DEFAULT_SECONDS));
    }

    @Override
    public Await await(Duration atMost) {
        return new RemoteAwait(this, atMost);
    }

    /**
     * Accounts, mail, tokens, capabilities and time as they are now, kept by the server.
     *
     * @return a name for {@link #restore}
     */
    public String snapshot() {
        return control.send("POST", "/snapshots", Control.object()).path("id").asText();
    }

    /**
     * Makes the server what it was: says BYE to all clients, closes their connections, brings back accounts, mail, tokens,
     * capabilities and time, empties the transcript, and takes away what goes wrong on command.
     *
     * @throws IllegalArgumentException where there is no such snapshot
     */
    public void restore(String snapshot) {
        control.send("PUT", Control.path("snapshots", snapshot, "restore"), Control.object());
        messages.set(0);
    }

    @Override
    public Backup backup() {
        String snapshot = snapshot();
        return () -> control.send(
                "PUT", Control.path("snapshots", snapshot, "restore") + "?mailOnly=true", Control.object());
    }

    /** As {@link #restore}, to what the server was when it started. */
    public void reset() {
        control.send("POST", "/reset", Control.object());
        messages.set(0);
    }

    @Override
    public String toString() {
        return "server of " + control.base();
    }

    /** How the server is reached. */
    public static final class Builder {

        private final URI uri;
        private Optional<String> token = Optional.empty();
        private OptionalInt port = OptionalInt.empty();
        private OptionalInt tlsPort = OptionalInt.empty();
        private Optional<Tls> tls = Optional.empty();

        private Builder(URI uri) {
            this.uri = uri;
        }

        /** Without which the server takes no call. */
        public Builder token(String secret) {
            token = Optional.of(secret);
            return this;
        }

        /** Where clients find IMAP, if it is not where the server listens: published by a container, say. */
        public Builder port(int number) {
            port = OptionalInt.of(number);
            return this;
        }

        /** Where clients find IMAP with TLS from the beginning, if it is not where the server listens. */
        public Builder tlsPort(int number) {
            tlsPort = OptionalInt.of(number);
            return this;
        }

        /** What clients begin with; what the server tells unless said otherwise. */
        public Builder tls(Tls how) {
            tls = Optional.of(how);
            return this;
        }

        /** @throws java.io.UncheckedIOException where nobody answers */
        public RemoteImapServer connect() {
            RemoteImapServer server = new RemoteImapServer(this);
            server.told();
            return server;
        }
    }
}
