package io.pymap.junit;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Scope;
import io.pymap.fixture.Strictness;
import io.pymap.transcript.ClientFinding;
import io.pymap.transcript.Exchange;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server in JUnit's store, which closes it when the test, the class or the run is over. */
final class RunningServer implements AutoCloseable {

    private final TestServer server;
    private final Settings settings;
    private final Scope scope;
    private final Set<RunningServer> all;
    private final Turns turns = new Turns();
    private final ClassStates states;

    /**
     * A server that has been started.
     *
     * @param all that run, among which it is as long as it does
     */
    RunningServer(TestServer server, Settings settings, Scope scope, Set<RunningServer> all) {
        this.server = server;
        this.settings = settings;
        this.scope = scope;
        this.all = all;
        this.states = new ClassStates(this);
    }

    TestServer server() {
        return server;
    }

    ImapServerHandle handle() {
        return server.handle();
    }

    Settings settings() {
        return settings;
    }

    Scope scope() {
        return scope;
    }

    /** Makes the mail of those annotations on a class or method that mean this server, for tests of that class. */
    void plant(AnnotatedElement place, Class<?> testClass) {
        MailboxSeed.on(place).stream()
                .filter(seed -> isMeantBy(seed.on(), testClass))
                .forEach(seed -> seed.plant(handle()));
    }

    /** Whether that name means this server in a test of that class; an empty one may. */
    boolean isMeantBy(String name, Class<?> testClass) {
        return name.equals(settings.name()) || (name.isEmpty() && Servers.haveOne(testClass));
    }

    /** Of the tests that share this server. */
    Turns turns() {
        return turns;
    }

    /** Of the classes that share this server. To be used by whoever has the turn. */
    ClassStates states() {
        return states;
    }

    /** What is wrong with what the client has said, though the test did not look at it. */
    Optional<AssertionError> complaint() {
        List<String> complaints = new ArrayList<>();
        if (settings.strictness() != Strictness.REPORT) {
            complain(complaints, "did not understand its client", bad());
        }
        if (settings.strictness() == Strictness.FAIL_ON_VIOLATION) {
            complain(complaints, "has a client that breaks rules", violations());
        }
        return complaints.isEmpty() ? Optional.empty() : Optional.of(new AssertionError(String.join("\n", complaints)));
    }

    private void complain(List<String> complaints, String what, List<String> lines) {
        if (!lines.isEmpty()) {
            complaints.add("The IMAP server" + settings.namePart() + " " + what + " (strictness = "
                    + settings.strictness() + "):\n" + String.join("\n", lines));
        }
    }

    private List<String> bad() {
        return handle().transcript().exchanges().stream()
                .filter(exchange -> exchange.status().equals("BAD") && !isAskedFor(exchange))
                .map(exchange -> "  connection " + exchange.connection() + ": " + exchange.line())
                .toList();
    }

    private List<String> violations() {
        return handle().transcript().findings().stream()
                .filter(finding -> finding.kind() == ClientFinding.Kind.VIOLATION)
                .map(finding -> "  connection " + finding.line().connection() + ": "
                        + finding.line().text() + "\n  " + finding)
                .toList();
    }

    /** The test wanted it to be answered so. */
    private boolean isAskedFor(Exchange exchange) {
        return handle().faults().hasAnswered(exchange.connection(), exchange.tag());
    }

    @Override
    public void close() {
        all.remove(this);
        server.close();
    }
}
