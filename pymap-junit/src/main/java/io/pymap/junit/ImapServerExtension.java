package io.pymap.junit;

import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.Scope;
import io.pymap.fixture.Tls;
import io.pymap.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;

/**
 * Runs servers for tests. Comes with {@link ImapServer}, or is registered where an annotation cannot say enough:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ImapServerExtension IMAP = ImapServerExtension.builder()
 *     .without("MOVE")
 *     .seed(imap -> imap.inbox().append(message().subject("hello")))
 *     .build();
 * }</pre>
 *
 * <p>Registered by a static field, the server is the class's; by another field, each test has its own: see
 * {@link Builder#scope}. Tests get at it by their parameters. Holds nothing but its settings: servers are in JUnit's store.
 */
public final class ImapServerExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                PreInterruptCallback {

    private final Optional<Settings> registered; // none where an annotation has the settings

    /** For JUnit, which makes one for {@link ImapServer}. */
    public ImapServerExtension() {
        registered = Optional.empty();
    }

    private ImapServerExtension(Settings settings) {
        registered = Optional.of(settings);
    }

    /** For {@code @RegisterExtension}. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD; // so that a constructor gets the server of its test
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Settings settings = settings(context);
        if (running(context).isPresent()) {
            Settings.rejectSecondServer(context, registered.isPresent());
            return;
        }
        // Only an extension of a static field is asked here, when it was registered: its server is the class's.
        if (settings.scope().orElse(registered.isPresent() ? Scope.CLASS : Scope.TEST) == Scope.CLASS) {
            start(context, settings, Scope.CLASS);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RunningServer running = server(context);
        if (running.scope() == Scope.CLASS) {
            running.server().reset();
            MailboxSeed.of(context).forEach(seed -> seed.plant(running.server()));
        }
    }

    /** The server of this test or class, started if there is none yet. */
    private RunningServer server(ExtensionContext context) {
        return running(context).orElseGet(() -> {
            Settings settings = settings(context);
            if (settings.scope().filter(scope -> scope == Scope.CLASS).isPresent()) {
                throw new ExtensionConfigurationException(
                        "ImapServerExtension with scope CLASS stands in a field that is not static; make it static");
            }
            if (context.getTestMethod().isEmpty()) {
                throw new ParameterResolutionException(
                        "Each test has its own IMAP server, and here is no test yet. Say "
                                + "@ImapServer(scope = Scope.CLASS) for one that @BeforeAll and the constructor of a "
                                + "@TestInstance(PER_CLASS) can use, or ask for it in @BeforeEach");
            }
            return start(context, settings, Scope.TEST);
        });
    }

    private RunningServer start(ExtensionContext context, Settings settings, Scope scope) {
        EmbeddedImapServer server =
                settings.server().threads(SharedThreads.of(context)).start();
        RunningServer running = new RunningServer(server, settings.attachTranscript(), scope);
        store(context).put(RunningServer.class, running);
        if (scope == Scope.TEST) {
            MailboxSeed.of(context).forEach(seed -> seed.plant(server));
        }
        return running;
    }

    private Optional<RunningServer> running(ExtensionContext context) {
        return Optional.ofNullable(store(context).get(RunningServer.class, RunningServer.class));
    }

    private Settings settings(ExtensionContext context) {
        return registered.orElseGet(() -> Settings.annotated(context));
    }

    /** Each registered extension has its own servers; those of annotations are one family. */
    private Store store(ExtensionContext context) {
        return context.getStore(
                registered.isPresent()
                        ? Namespace.create(ImapServerExtension.class, this)
                        : Namespace.create(ImapServerExtension.class));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ClosedAfterTest opened = store(context).get(ClosedAfterTest.class, ClosedAfterTest.class);
        if (opened != null) {
            opened.close(); // ahead of the transcript, so that it shows the LOGOUT
        }
        running(context).ifPresent(running -> running.report(context));
    }

    /** Where {@code @BeforeAll} has failed there was no test to report it. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            running(context).ifPresent(running -> running.report(context));
        }
    }

    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupted, ExtensionContext context) {
        running(context).ifPresent(running -> running.reportTimeout(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ImapServerHandle.class
                || type == ImapEndpoint.class
                || type == Transcript.class
                || type == AccountFixture.class
                || type == MailboxFixture.class
                || JakartaMailTypes.supports(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        EmbeddedImapServer server = server(context).server();
        if (type == ImapEndpoint.class) {
            return server.endpoint();
        } else if (type == Transcript.class) {
            return server.transcript();
        } else if (type == AccountFixture.class) {
            return server.account();
        } else if (type == MailboxFixture.class) {
            return server.mailbox(
                    parameter.findAnnotation(As.class).map(As::value).orElse("INBOX"));
        } else if (JakartaMailTypes.supports(type)) {
            return jakartaMail(type, server, context);
        }
        return server;
    }

    private Object jakartaMail(Class<?> type, EmbeddedImapServer server, ExtensionContext context) {
        if (JakartaMailTypes.isSession(type)) {
            return JakartaMail.session(server.endpoint());
        }
        return JakartaMail.connect(server.endpoint(), closedAfterTest(context));
    }

    private ClosedAfterTest closedAfterTest(ExtensionContext context) {
        Store store = store(context);
        ClosedAfterTest closed = store.get(ClosedAfterTest.class, ClosedAfterTest.class);
        if (closed == null) {
            closed = new ClosedAfterTest();
            store.put(ClosedAfterTest.class, closed);
        }
        return closed;
    }

    /** Says what the servers are to be. Every setting has a default. */
    public static final class Builder {

        private final List<Consumer<EmbeddedImapServer.Builder>> settings = new ArrayList<>();
        private Optional<Scope> scope = Optional.empty();
        private Attach attachTranscript = Attach.ON_FAILURE;

        Builder() {}

        /** How long a server lives: unless said otherwise as long as the field lives that holds the extension. */
        public Builder scope(Scope chosen) {
            scope = Optional.of(chosen);
            return this;
        }

        /** Extensions that are off unless asked for, such as {@code UTF8=ONLY}. */
        public Builder with(String... extensions) {
            settings.add(server -> server.with(extensions));
            return this;
        }

        /** Extensions that the server does not have, such as {@code MOVE}: neither told nor understood. */
        public Builder without(String... extensions) {
            settings.add(server -> server.without(extensions));
            return this;
        }

        /** Extensions that the server understands but does not tell. */
        public Builder hidden(String... extensions) {
            settings.add(server -> server.hidden(extensions));
            return this;
        }

        public Builder tls(Tls how) {
            settings.add(server -> server.tls(how));
            return this;
        }

        /** One more account. Without any, there is one with a generated name and password. */
        public Builder account(String login, String password) {
            settings.add(server -> server.account(login, password));
            return this;
        }

        /** Done before each test, ahead of {@link Mailbox} annotations. */
        public Builder seed(Consumer<? super ImapServerHandle> mail) {
            settings.add(server -> server.seed(mail));
            return this;
        }

        /** When the transcript is printed and attached to the report. */
        public Builder attachTranscript(Attach when) {
            attachTranscript = when;
            return this;
        }

        Settings settings() {
            return new Settings(scope, attachTranscript, List.copyOf(settings));
        }

        public ImapServerExtension build() {
            return new ImapServerExtension(settings());
        }
    }
}
