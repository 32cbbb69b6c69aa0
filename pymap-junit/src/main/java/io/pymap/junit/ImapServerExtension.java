package io.pymap.junit;

import io.pymap.fixture.Backend;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RedisServer;
import io.pymap.fixture.Scope;
import io.pymap.fixture.ServerSettings;
import io.pymap.fixture.Strictness;
import io.pymap.fixture.Tls;
import io.pymap.profile.ServerProfile;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;

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
 * {@link Builder#scope}. Tests get at it by their parameters, or by {@link #server}.
 */
public final class ImapServerExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                PreInterruptCallback {

    /** In the store of a test: that it has been reported as one that is to be interrupted. */
    private static final String TIMED_OUT = "timed out";

    private final Servers servers;

    /** For JUnit, which makes one for {@link ImapServer}. */
    public ImapServerExtension() {
        servers = new AnnotatedServers();
    }

    private ImapServerExtension(Settings settings) {
        servers = new RegisteredServer(settings);
    }

    /** For {@code @RegisterExtension}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The server, for those who have no parameter, such as Spring's {@code @DynamicPropertySource} methods. It is there from
     * {@code @BeforeAll} on where the field is static, else from {@code @BeforeEach} on.
     *
     * @throws IllegalStateException where there is none, or several because tests run in parallel
     */
    public ImapServerHandle server() {
        return servers.only();
    }

    /**
     * What a client needs to log in to {@link #server}.
     *
     * @throws IllegalStateException as {@link #server}
     */
    public ImapEndpoint endpoint() {
        return server().endpoint();
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD; // so that a constructor gets the server of its test
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        servers.startForClass(context);
        setFields(context, ModifierSupport::isStatic, Optional.empty());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        servers.ofTest(context).forEach(running -> new Report(running, context).atBegin());
        context.getRequiredTestInstances()
                .getAllInstances()
                .forEach(instance -> setFields(context, ModifierSupport::isNotStatic, Optional.of(instance)));
    }

    /** Sets those fields that declare servers of this extension, of the instance or of the class. */
    private void setFields(ExtensionContext context, Predicate<Field> which, Optional<Object> instance) {
        Class<?> type = instance.<Class<?>>map(Object::getClass).orElseGet(context::getRequiredTestClass);
        AnnotationSupport.findAnnotatedFields(type, ImapServer.class, which, HierarchyTraversalMode.TOP_DOWN)
                .forEach(field ->
                        servers.ofField(context, field).ifPresent(running -> set(field, instance, running, context)));
    }

    private void set(Field field, Optional<Object> instance, RunningServer running, ExtensionContext context) {
        if (!Injected.supports(field.getType())) {
            throw new ExtensionConfigurationException("@ImapServer on " + field
                    + ": the field's type is none of those that a parameter may have. Make it an ImapServerHandle");
        }
        Object value = Injected.of(field.getType(), running.handle(), Optional.empty(), servers.openedIn(context));
        try {
            field.setAccessible(true);
            field.set(instance.orElse(null), value);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("@ImapServer on " + field + ": it cannot be set", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<RunningServer> all = servers.running(context);
        List<String> sessions =
                all.stream().map(running -> running.server().describeSessions()).toList();
        List<String> unused = all.stream()
                .map(running -> new Report(running, context).unusedRules())
                .toList();
        Optional<AssertionError> complaint =
                all.stream().flatMap(running -> running.complaint().stream()).findFirst();
        // Else a client might wait in vain for an answer to LOGOUT.
        all.forEach(running -> running.handle().faults().clear());
        servers.openedIn(context).close(); // ahead of the transcript, so that it shows the LOGOUT
        boolean failed = context.getExecutionException().isPresent() || complaint.isPresent();
        boolean printed = servers.store(context).get(TIMED_OUT) != null;
        for (int i = 0; i < all.size(); i++) {
            new Report(all.get(i), context).atEnd(failed, sessions.get(i), unused.get(i), printed);
        }
        if (complaint.isPresent() && context.getExecutionException().isEmpty()) {
            throw complaint.get();
        }
    }

    /** Where {@code @BeforeAll} or {@code @AfterAll} has failed there was no test to report it. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            servers.running(context)
                    .forEach(running -> new Report(running, context)
                            .atEnd(true, running.server().describeSessions(), "", false));
        }
    }

    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupted, ExtensionContext context) {
        servers.running(context).forEach(running -> new Report(running, context).atTimeout());
        servers.store(context).put(TIMED_OUT, true);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injected.supports(parameter.getParameter().getType())
                && servers.has(context, parameter.findAnnotation(On.class).map(On::value));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningServer running =
                servers.named(context, parameter.findAnnotation(On.class).map(On::value));
        return Injected.of(
                parameter.getParameter().getType(),
                running.handle(),
                parameter.findAnnotation(As.class),
                servers.openedIn(context));
    }

    /** Says what the servers are to be. Every setting has a default. */
    public static final class Builder {

        private final List<Consumer<ServerSettings>> settings = new ArrayList<>();
        private final List<Consumer<? super ImapServerHandle>> seeds = new ArrayList<>();
        private String name = "";
        private Mode mode = Mode.IN_PROCESS;
        private Optional<Scope> scope = Optional.empty();
        private Optional<String> mailOf = Optional.empty();
        private Strictness strictness = Strictness.REPORT;
        private Attach attachTranscript = Attach.ON_FAILURE;
        private ServerProfile profile = ServerProfile.named(ServerProfile.FULL);

        Builder() {}

        /** What {@link On} calls the server; needed where there are several. */
        public Builder name(String chosen) {
            name = chosen;
            return this;
        }

        /**
         * How long a server lives: unless said otherwise as long as the field lives that holds the extension. With
         * {@link Scope#RUN}, those classes share it that share the field.
         */
        public Builder scope(Scope chosen) {
            scope = Optional.of(chosen);
            return this;
        }

        /** Where the server runs. The system property {@value Mode#PROPERTY} sets it for all of a run. */
        public Builder mode(Mode where) {
            mode = where;
            return this;
        }

        /** Where the server keeps its mail. */
        public Builder backend(Backend kind) {
            settings.add(server -> server.backend(kind));
            return this;
        }

        /**
         * Keeps mail on disk, in a directory that stays: {@link Backend#MAILDIR}. Accounts are those of the file
         * {@code users.txt} in it, if there is one, and those that are asked for.
         *
         * @param directory asked when a server starts, such as for a field with {@code @TempDir}
         */
        public Builder maildir(Supplier<Path> directory) {
            settings.add(server -> server.maildir(directory));
            return this;
        }

        /**
         * Where Redis is, for {@link Backend#REDIS}. Unless said otherwise it is, in this order, what the system property
         * {@link RedisServer#URI_PROPERTY} names; a {@code RedisContainer} in a field of the test; what
         * {@link RedisServer#start} starts for the run. Where there is none of these, tests are aborted, or fail with
         * {@code pymap.redis.missing=fail}.
         *
         * @param uri asked when a server starts, such as {@code container::getRedisURI}
         */
        public Builder redis(Supplier<String> uri) {
            settings.add(server -> server.redis(uri));
            return this;
        }

        Builder mailOf(String other) {
            mailOf = Optional.of(other).filter(name -> !name.isEmpty());
            return this;
        }

        /** The server to be like, such as {@code ServerProfile.load(file)}. The other settings are made on top of it. */
        public Builder profile(ServerProfile like) {
            profile = like;
            return this;
        }

        /**
         * Gives what the server says other forms, within the grammar ({@link io.pymap.variation.Variation}).
         *
         * @param seed the same one gives the same forms
         */
        public Builder variation(long seed) {
            settings.add(server -> server.variation(seed));
            return this;
        }

        /** Ways in which the server departs from the RFCs. */
        public Builder quirks(String... names) {
            settings.add(server -> server.quirks(names));
            return this;
        }

        /** Quirks of the profile that the server does not have. */
        public Builder withoutQuirks(String... names) {
            settings.add(server -> server.withoutQuirks(names));
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

        /** What time it is when the server starts; this machine's unless said otherwise. */
        public Builder clockAt(Instant moment) {
            settings.add(server -> server.clockAt(moment));
            return this;
        }

        /** Done when the server has started, ahead of {@link Mailbox} annotations. */
        public Builder seed(Consumer<? super ImapServerHandle> mail) {
            seeds.add(mail);
            return this;
        }

        /** What is expected of the client besides what the test asserts. */
        public Builder strictness(Strictness chosen) {
            strictness = chosen;
            return this;
        }

        /** When the transcript is printed and attached to the report. */
        public Builder attachTranscript(Attach when) {
            attachTranscript = when;
            return this;
        }

        Settings settings() {
            return new Settings(
                    name,
                    scope,
                    mailOf,
                    strictness,
                    attachTranscript,
                    profile,
                    mode.orAsThePropertySays(),
                    List.copyOf(settings),
                    List.copyOf(seeds));
        }

        public ImapServerExtension build() {
            return new ImapServerExtension(settings());
        }
    }
}
