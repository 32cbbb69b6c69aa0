package io.pymap.testcontainers;

import com.github.dockerjava.api.exception.NotFoundException;
import io.pymap.control.client.RemoteImapServer;
import io.pymap.fixture.Backend;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.Tls;
import io.pymap.profile.ServerProfile;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.TestDescription;
import org.testcontainers.lifecycle.TestLifecycleAware;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * An IMAP server in a container. The test does with it what it does with one in its own process, by {@link #control}:
 *
 * <pre>{@code
 * @Container
 * static final PymapContainer IMAP = new PymapContainer().withAccount("bob", "secret");
 *
 * @Test
 * void counts() {
 *     IMAP.control().inbox().append(message().subject("hello"));
 *     connect(IMAP.endpoint());
 *     assertThat(IMAP.control().transcript()).sent("SELECT INBOX");
 * }
 * }</pre>
 *
 * <p>Mail is in memory, there is no TLS, the server's time stands still, and there is one account with a generated name and password,
 * unless said otherwise. Every option of the {@code pymap} command can be set by {@link #withOption}. Of a test that fails,
 * transcript and log are printed and attached: {@link io.pymap.testcontainers.junit.PymapContainerExtension}.
 */
public final class PymapContainer extends GenericContainer<PymapContainer> implements TestLifecycleAware {

    /** The image without its tag, which is the version of this library. */
    public static final DockerImageName IMAGE = DockerImageName.parse("pymap/pymap");

    private static final int IMAP = 1143;
    private static final int IMAPS = 1993;
    private static final int CONTROL = 8143;
    private static final String MAIL = "/mail";
    private static final String SEED = "/seed";
    private static final Duration START = Duration.ofSeconds(60); // of a machine that has much else to do
    private static final int LINES_SHOWN = 30;

    private final Map<String, String> accounts = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final String token = random(16);
    private Backend backend = Backend.DICT;
    private Optional<String> redis = Optional.empty();
    private Optional<String> fsync = Optional.empty();
    private Tls tls = Tls.NONE;
    private String clock = "now";

    /** Of the image that goes with this library; {@code -Dpymap.image} names another. */
    public PymapContainer() {
        this(defaultImage());
    }

    /** @param image such as {@code pymap/pymap:0.1.0} */
    public PymapContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /** @param image {@link #IMAGE}, or one that says by {@code asCompatibleSubstituteFor} that it is the same */
    public PymapContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(IMAGE);
    }

    private PymapContainer(Future<String> image) {
        super(image);
    }

    /**
     * Whether a container can run here, for {@code @EnabledIf("io.pymap.testcontainers.PymapContainer#canRun")}: there is a Docker, and
     * the image of a version that is not released is on this machine. With {@code -Dpymap.docker.missing=fail} the answer is yes, so
     * that tests fail where there is none.
     */
    public static boolean canRun() {
        return "fail".equals(System.getProperty("pymap.docker.missing"))
                || (DockerClientFactory.instance().isDockerAvailable() && isObtainable(defaultImage()));
    }

    private static boolean isObtainable(DockerImageName image) {
        if (!image.getVersionPart().endsWith("-SNAPSHOT")) {
            return true;
        }
        try {
            DockerClientFactory.instance()
                    .client()
                    .inspectImageCmd(image.asCanonicalNameString())
                    .exec();
            return true;
        } catch (NotFoundException nobodyHasBuiltIt) {
            return false;
        }
    }

    private static DockerImageName defaultImage() {
        return Optional.ofNullable(System.getProperty("pymap.image"))
                .map(name -> DockerImageName.parse(name).asCompatibleSubstituteFor(IMAGE))
                .orElseGet(() -> IMAGE.withTag(LibraryVersion.number()));
    }

    /**
     * Of an image that is built when it is wanted, where none can be pulled: from the command's jar on the class path, which is
     * {@code io.pymap:pymap-server} with the classifier {@code all}, or that which {@code -Dpymap.jar} names.
     *
     * @param base an image with a Java runtime, 25 or later
     * @throws IllegalStateException where there is no such jar
     */
    public static PymapContainer fromJar(String base) {
        return fromJar(CommandJar.find(), base);
    }

    /**
     * As {@link #fromJar(String)}.
     *
     * @param jar the command's
     */
    public static PymapContainer fromJar(Path jar, String base) {
        return new PymapContainer(CommandJar.image(jar, base));
    }

    /** One more account; the first one is that of {@link #endpoint()}. */
    public PymapContainer withAccount(String login, String password) {
        accounts.put(login, password);
        return this;
    }

    /** @param name a constant of {@link ServerProfile} */
    public PymapContainer withProfile(String name) {
        return withProfile(ServerProfile.named(name));
    }

    /** The server to be like; one that comes with the library, as files are not in the container. */
    public PymapContainer withProfile(ServerProfile profile) {
        return withOption("--profile", profile.name());
    }

    /** Where mail is kept, in the container; for Redis see {@link #withRedis}. */
    public PymapContainer withBackend(Backend kind) {
        backend = kind;
        return this;
    }

    /**
     * Keeps mail in a directory of this machine, which the container's user must be allowed to write.
     *
     * @param directory with a file {@code users.txt} in it, which may be empty
     */
    public PymapContainer withMaildir(Path directory) {
        withFileSystemBind(directory.toAbsolutePath().toString(), MAIL, BindMode.READ_WRITE);
        return withBackend(Backend.MAILDIR);
    }

    /**
     * Keeps mail in a Redis, which servers can share: in the same network, under that name.
     *
     * @param uri such as {@code redis://redis:6379}
     */
    public PymapContainer withRedis(String uri) {
        redis = Optional.of(uri);
        return withBackend(Backend.REDIS);
    }

    /** What mail on disk waits for before a change is acknowledged: {@code never}, {@code optimized} or {@code always}. */
    public PymapContainer withFsync(String when) {
        fsync = Optional.of(when);
        return this;
    }

    /** What {@link #endpoint()} begins with. The certificate is for {@code localhost}. */
    public PymapContainer withTls(Tls how) {
        tls = how;
        return this;
    }

    /** Mail from the start: a JSON file, or a directory, as {@link io.pymap.fixture.Seed} reads them. */
    public PymapContainer withSeed(Path file) {
        String place = SEED + "/" + file.getFileName();
        withCopyFileToContainer(MountableFile.forHostPath(file), place);
        return withOption("--seed", place);
    }

    /** Gives what the server says other forms, within the grammar ({@link io.pymap.variation.Variation}), by this seed. */
    public PymapContainer withVariation(long seed) {
        return withOption("--variation", Long.toString(seed));
    }

    /** What time it is when the server starts, where it stands still: {@code now}, or an instant of ISO 8601. */
    public PymapContainer withClock(String moment) {
        clock = moment;
        return this;
    }

    /** The server's time passes by itself. */
    public PymapContainer withPassingTime() {
        return withClock("");
    }

    /** An option of the {@code pymap} command; those of the backend do not belong here. */
    public PymapContainer withOption(String name, String... values) {
        if (values.length == 0) {
            options.add(name);
        }
        Arrays.stream(values).forEach(value -> options.add(name + "=" + value));
        return this;
    }

    @Override
    protected void configure() {
        withExposedPorts(IMAP, IMAPS, CONTROL);
        withEnv("PYMAP_SERVER_CONTROL_TOKEN", token);
        if (tls != Tls.IMPLICIT) {
            withEnv("PYMAP_SERVER_TLS_PORT", "");
            withExposedPorts(IMAP, CONTROL);
        }
        withCommand(command().toArray(String[]::new));
        waitingFor(Wait.forHttp("/health").forPort(CONTROL).forStatusCode(200).withStartupTimeout(START));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(options);
        if (tls == Tls.NONE) {
            command.add("--no-tls");
        }
        if (!clock.isEmpty()) {
            command.add("--clock=" + clock);
        }
        Map<String, String> wanted = accounts.isEmpty() && backend == Backend.DICT
                ? Map.of("user-" + random(4), "pw-" + random(8))
                : accounts;
        wanted.forEach((login, password) -> command.add("--account=" + login + ":" + password));
        command.add(backend.name().toLowerCase(Locale.ROOT));
        fsync.ifPresent(when -> command.add("--fsync=" + when));
        redis.ifPresent(uri -> command.add("--address=" + uri));
        if (backend == Backend.MAILDIR) {
            command.add(MAIL);
        }
        return command;
    }

    private static String random(int octets) {
        byte[] random = new byte[octets];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The server, as a test sees one in its own process. Each call makes a new handle of the same server. */
    public RemoteImapServer control() {
        RemoteImapServer.Builder builder = RemoteImapServer.builder(
                        URI.create("http://" + getHost() + ":" + getMappedPort(CONTROL)))
                .token(token)
                .tls(tls)
                .port(getMappedPort(IMAP));
        if (tls == Tls.IMPLICIT) {
            builder.tlsPort(getMappedPort(IMAPS));
        }
        return builder.connect();
    }

    /** What a client outside of the container needs to log in to the first account. */
    public ImapEndpoint endpoint() {
        return control().endpoint();
    }

    /** Prints what the server and its clients have said, where the test has failed. Called by whoever runs tests. */
    @Override
    public void afterTest(TestDescription test, Optional<Throwable> failure) {
        if (failure.isPresent() && isRunning()) {
            System.err.println("# IMAP transcript of " + test.getTestId() + ", the last " + LINES_SHOWN + " lines\n"
                    + control().transcript().tail(LINES_SHOWN) + "\n# log of the container\n" + getLogs());
        }
    }
}
