package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RedisServer;
import io.pymap.fixture.Scope;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** The servers of one extension. They live in JUnit's stores, each in the one of the context that it is to end with. */
abstract class Servers {

    /** Says that tests are to fail for want of a Redis, and not to be aborted. */
    private static final String IF_NO_REDIS = "pymap.redis.missing";

    /** The same for a Docker. */
    private static final String IF_NO_DOCKER = "pymap.docker.missing";

    private final Namespace own;
    private final Set<RunningServer> all = ConcurrentHashMap.newKeySet();

    Servers(Namespace own) {
        this.own = own;
    }

    /** In the store of a context: a server. */
    private record Key(Scope scope, String name) {}

    /** In the store of a test: its turn on a shared server. */
    private record TurnKey(Key server) {}

    /** In the store of a context: what was opened for it. */
    private record OpenedKey(String context) {}

    /** Starts those that a whole class or run shares, ahead of {@code @BeforeAll}. */
    abstract void startForClass(ExtensionContext context);

    /** All that this test can use, started, and as a test is to find them. */
    abstract List<RunningServer> ofTest(ExtensionContext context);

    /** The one that this field declares, as a test is to find it; none where the field is not of this extension. */
    abstract Optional<RunningServer> ofField(ExtensionContext context, Field field);

    /** Those that run now and that this test or class can use. */
    abstract List<RunningServer> running(ExtensionContext context);

    /** Whether a parameter with that name, or without one, means one of these. */
    abstract boolean has(ExtensionContext context, Optional<String> name);

    /** The one that such a parameter means, as a test is to find it. */
    abstract RunningServer named(ExtensionContext context, Optional<String> name);

    /** The only one that runs now, of whatever test. */
    final ImapServerHandle only() {
        List<RunningServer> now = List.copyOf(all);
        if (now.isEmpty()) {
            throw new IllegalStateException("The IMAP server does not run yet, or not any more: it is there from "
                    + "@BeforeAll on where the field of the extension is static, else from @BeforeEach on");
        }
        if (now.size() > 1) {
            throw new IllegalStateException(now.size()
                    + " tests with a server of this extension run in parallel; ask for an ImapServerHandle or "
                    + "ImapEndpoint as a parameter of the test, which is the test's own");
        }
        return now.get(0).handle();
    }

    /** What is opened for this test, and closed with it. */
    final ClosedAfterTest openedIn(ExtensionContext context) {
        return getOrCompute(store(context), new OpenedKey(context.getUniqueId()), ClosedAfterTest::new);
    }

    // The method that JUnit 6 has in its place is not in JUnit 5.
    @SuppressWarnings({"deprecation", "unchecked"})
    static <T> T getOrCompute(Store store, Object key, Supplier<T> maker) {
        return (T) Objects.requireNonNull(store.getOrComputeIfAbsent(key, any -> maker.get()));
    }

    /** How many extensions the test class and those around it have in fields, whose servers only they know. */
    static int extensions(Class<?> testClass) {
        int count = 0;
        for (Class<?> type : classesAround(testClass)) {
            count += ReflectionSupport.findFields(
                            type,
                            field -> field.getType() == ImapServerExtension.class,
                            HierarchyTraversalMode.TOP_DOWN)
                    .size();
        }
        return count;
    }

    /** Whether tests of the class have one server, which is meant where no name is given. */
    static boolean haveOne(Class<?> testClass) {
        return Declared.names(classesAround(testClass)).size() + extensions(testClass) == 1;
    }

    /** Mail that no server gets is told: nobody would miss it, or everybody would look for it in the wrong place. */
    static void requireServer(ExtensionContext context, List<RunningServer> all) {
        Class<?> testClass = context.getRequiredTestClass();
        List<AnnotatedElement> places = new ArrayList<>();
        classesAround(testClass).forEach(places::add);
        context.getTestMethod().ifPresent(places::add);
        for (AnnotatedElement place : places) {
            for (MailboxSeed seed : MailboxSeed.on(place)) {
                if (all.stream().noneMatch(running -> running.isMeantBy(seed.on(), testClass))) {
                    throw new ExtensionConfigurationException(seed.annotation() + ": on = \"" + seed.on()
                            + "\" names no IMAP server; there are "
                            + all.stream()
                                    .map(running -> "\"" + running.settings().name() + "\"")
                                    .collect(Collectors.joining(", ")));
                }
            }
        }
    }

    final Store store(ExtensionContext context) {
        return context.getStore(own);
    }

    final Optional<RunningServer> find(ExtensionContext context, Scope scope, String name) {
        return Optional.ofNullable(store(context).get(new Key(scope, name), RunningServer.class));
    }

    /** Starts one in the context that it is to end with. */
    final RunningServer start(ExtensionContext home, Settings settings, Scope scope) {
        RunningServer running = launch(home, settings, scope);
        store(home).put(new Key(scope, settings.name()), running);
        return running;
    }

    /** The one of the run, started with the first class that asks for it. */
    final RunningServer ofRun(ExtensionContext context, Settings settings) {
        ExtensionContext home = context.getRoot();
        return getOrCompute(store(home), new Key(Scope.RUN, settings.name()), () -> launch(home, settings, Scope.RUN));
    }

    private RunningServer launch(ExtensionContext home, Settings asked, Scope scope) {
        Settings settings = ProfileMatrix.of(home).map(asked::like).orElse(asked);
        TestServer server =
                settings.mode() == Mode.CONTAINER ? inContainer(home, settings) : inProcess(home, settings, scope);
        boolean seeded = false;
        try {
            settings.seeds().forEach(seed -> seed.accept(server.handle()));
            seeded = true;
        } finally {
            if (!seeded) {
                server.close();
            }
        }
        RunningServer running = new RunningServer(server, settings, scope, all);
        all.add(running);
        return running;
    }

    private TestServer inProcess(ExtensionContext home, Settings settings, Scope scope) {
        EmbeddedImapServer.Builder builder =
                settings.appliedTo(SharedByRun.of(home).builder(home));
        settings.mailOf().ifPresent(other -> builder.mailOf(sharing(home, settings, scope, other)));
        return new EmbeddedTestServer(start(builder, home));
    }

    private static TestServer inContainer(ExtensionContext home, Settings settings) {
        if (settings.mailOf().isPresent()) {
            throw new ExtensionConfigurationException(
                    "@ImapServer(mailOf = \"" + settings.mailOf().get()
                            + "\"): servers in containers share mail by a Redis in their network; see PymapContainer.withRedis");
        }
        try {
            return SharedByRun.of(home).containers().start(settings::appliedTo);
        } catch (ContainerServers.NoEngineException e) {
            throw abortedOrFailed(home, IF_NO_DOCKER, e);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@ImapServer(mode = Mode.CONTAINER): " + e.getMessage(), e);
        }
    }

    private EmbeddedImapServer sharing(ExtensionContext home, Settings settings, Scope scope, String other) {
        TestServer server = find(home, scope, other)
                .orElseThrow(() -> new ExtensionConfigurationException("@ImapServer(name = \"" + settings.name()
                        + "\", mailOf = \"" + other + "\"): the test has no server \"" + other
                        + "\" with scope = Scope."
                        + scope + " that has mail of its own"))
                .server();
        if (server instanceof EmbeddedTestServer embedded) {
            return embedded.handle();
        }
        throw new ExtensionConfigurationException("@ImapServer(name = \"" + settings.name() + "\", mailOf = \"" + other
                + "\"): one of them is in a container, and the other is not");
    }

    private static EmbeddedImapServer start(EmbeddedImapServer.Builder builder, ExtensionContext context) {
        try {
            return builder.start();
        } catch (RedisServer.NotFoundException e) {
            throw abortedOrFailed(context, IF_NO_REDIS, e);
        }
    }

    /** Where something is missing on this machine, tests say so and are not run, unless they are to fail. */
    private static RuntimeException abortedOrFailed(
            ExtensionContext context, String parameter, RuntimeException missing) {
        boolean fails = context.getConfigurationParameter(parameter)
                .filter("fail"::equals)
                .isPresent();
        return fails
                ? missing
                : new TestAbortedException(
                        missing.getMessage() + ". (-D" + parameter + "=fail lets the test fail)", missing);
    }

    /** A test's own one, with all mail that annotations ask for, started if there is none yet. */
    final RunningServer ofTest(ExtensionContext context, Settings settings) {
        return find(context, Scope.TEST, settings.name()).orElseGet(() -> {
            Method test = context.getTestMethod()
                    .orElseThrow(() -> new ParameterResolutionException(
                            "Each test has its own IMAP server, and here is no test yet. Say "
                                    + "@ImapServer(scope = Scope.CLASS) for one that @BeforeAll and the constructor of a "
                                    + "@TestInstance(PER_CLASS) can use, or ask for it in @BeforeEach"));
            RunningServer running = start(context, settings, Scope.TEST);
            Class<?> testClass = context.getRequiredTestClass();
            classesAround(testClass).forEach(type -> running.plant(type, testClass));
            running.plant(test, testClass);
            return running;
        });
    }

    /** The test class and those around it, the outermost first. */
    static Iterable<Class<?>> classesAround(Class<?> testClass) {
        Deque<Class<?>> classes = new ArrayDeque<>();
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            classes.push(type);
        }
        return classes;
    }

    /** Ahead of {@code @BeforeAll}: a shared server is what the class wants it to be. */
    static void prepare(ExtensionContext context, RunningServer shared) {
        Turns.Turn turn = shared.turns().take();
        try {
            shared.states().prepare(context.getRequiredTestClass());
        } finally {
            turn.close();
        }
    }

    /** A shared server as a test is to find it; as it is now, where that has been done or there is no test yet. */
    final RunningServer begun(ExtensionContext context, RunningServer shared) {
        if (ProfileMatrix.of(context).isPresent()) {
            throw new ExtensionConfigurationException("@EachProfile on " + context.getRequiredTestMethod()
                    + ": the server" + shared.settings().namePart()
                    + " is shared with other tests. Leave out scope = Scope."
                    + shared.scope() + ", so that each test has its own");
        }
        TurnKey key = new TurnKey(new Key(shared.scope(), shared.settings().name()));
        Optional<Method> test = context.getTestMethod();
        if (test.isPresent() && store(context).get(key) == null) {
            store(context).put(key, shared.turns().take());
            Class<?> testClass = context.getRequiredTestClass();
            shared.states().begin(testClass);
            shared.plant(test.get(), testClass);
        }
        return shared;
    }
}
