package io.pymap.junit;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.redis.testcontainers.RedisContainer;
import io.lettuce.core.RedisClient;
import io.pymap.fixture.Backend;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RedisServer;
import io.pymap.fixture.Scope;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BackendTest {

    @TempDir
    Path output;

    private static void exchange(ImapServerHandle one, ImapServerHandle two) {
        assertThat(one.inbox().uids()).isEmpty();
        assertThat(two.endpoint().username()).isEqualTo(one.endpoint().username());
        one.inbox().append(message().subject("hello"));
        two.await().mailbox("INBOX").hasMessages(1);
    }

    @ImapServer(name = "a", backend = Backend.REDIS, mailOf = "b")
    @ImapServer(name = "b", backend = Backend.REDIS)
    static class TwoServersEach {
        @RepeatedTest(2)
        void seeTheSameMail(@On("a") ImapServerHandle one, @On("b") ImapServerHandle two) {
            exchange(one, two);
        }
    }

    @ImapServer(name = "a", scope = Scope.CLASS, backend = Backend.MAILDIR)
    @ImapServer(name = "b", scope = Scope.CLASS, mailOf = "a")
    static class TwoServersOfAClass {
        @RepeatedTest(4)
        void seeTheSameMail(@On("a") ImapServerHandle one, @On("b") ImapServerHandle two) {
            exchange(one, two);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class InATemporaryDirectory {
        @TempDir
        static Path mail;

        @RegisterExtension
        static final ImapServerExtension IMAP =
                ImapServerExtension.builder().maildir(() -> mail).build();

        @Test
        void keepsMailThere(ImapServerHandle imap) {
            imap.inbox().append(message());

            assertThat(imap.account().maildir().getParent()).isEqualTo(mail);
            assertThat(Files.exists(mail.resolve("users.txt"))).isTrue();
        }
    }

    @Test
    void serversShareMailAndDirectories() {
        TestRun run =
                TestRun.parallel(output, TwoServersEach.class, TwoServersOfAClass.class, InATemporaryDirectory.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).hasSize(7);
    }

    @ImapServer(name = "a", mailOf = "b")
    @ImapServer(name = "b", scope = Scope.CLASS)
    static class OfAnotherScope {
        @Test
        void test(@On("a") ImapServerHandle imap) {
            throw new AssertionError("runs with " + imap);
        }
    }

    @ImapServer(name = "a", mailOf = "a")
    static class OfItself {
        @Test
        void test(@On("a") ImapServerHandle imap) {
            throw new AssertionError("runs with " + imap);
        }
    }

    @Test
    void tellsWhoseMailCannotBeShared() {
        assertThat(TestRun.of(output, OfAnotherScope.class).failures())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("mailOf = \"b\"", "no server \"b\" with scope = Scope.TEST");
        assertThat(TestRun.of(output, OfItself.class).failures())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("mailOf = \"a\"", "mail of its own");
    }

    /** A container that needs no engine. */
    private static final class LocalRedis extends RedisContainer {
        private final List<RedisServer> started = new ArrayList<>();

        LocalRedis() {
            super("redis:7-alpine");
        }

        @Override
        public void start() {
            if (started.isEmpty()) {
                started.add(RedisServer.start());
            }
        }

        @Override
        public String getRedisURI() {
            return started.get(0).uri();
        }

        @Override
        public void stop() {
            started.forEach(RedisServer::close);
        }
    }

    @ImapServer(backend = Backend.REDIS)
    static class HasAContainer {
        private static final LocalRedis REDIS = new LocalRedis();

        @Test
        void usesIt(ImapServerHandle imap) {
            imap.inbox().append(message());

            RedisClient client = RedisClient.create(REDIS.getRedisURI());
            try {
                assertThat(client.connect().sync().dbsize()).isPositive();
            } finally {
                client.shutdown();
            }
        }

        @AfterAll
        static void stop() {
            REDIS.stop();
        }
    }

    @Test
    void usesTheContainerOfATest() {
        TestRun run = TestRun.of(output, HasAContainer.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).hasSize(1);
    }

    @ImapServer(backend = Backend.REDIS)
    static class NeedsRedis {
        @Test
        void test(ImapServerHandle imap) {
            imap.inbox().append(message());
        }
    }

    /** In a process of its own, since there all that could be a Redis is to be hidden. */
    @Test
    void abortsTestsWithoutARedis() throws Exception {
        assertThat(runWithoutRedis()).contains("aborted", "redis-server on the PATH", "pymap.redis.missing=fail");
        assertThat(runWithoutRedis("-Dpymap.redis.missing=fail")).contains("failed", "Install redis-server");
    }

    private String runWithoutRedis(String... options) throws Exception {
        Path log = output.resolve("log");
        String classPath = System.getProperty("java.class.path");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(List.of(options));
        builder.command()
                .addAll(List.of(
                        "-cp",
                        Arrays.stream(classPath.split(File.pathSeparator))
                                .filter(entry -> !entry.contains("testcontainers"))
                                .collect(Collectors.joining(File.pathSeparator)),
                        RunNeedsRedis.class.getName()));
        builder.environment().put("PATH", output.toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.waitFor();
        return Files.readString(log);
    }

    /** Says how {@link NeedsRedis} ends. */
    static final class RunNeedsRedis {
        public static void main(String[] arguments) {
            TestRun run = TestRun.of(Path.of(System.getProperty("java.io.tmpdir")), NeedsRedis.class);
            run.failures().forEach(failure -> System.out.println("failed: " + failure.getMessage()));
            run.aborted().forEach(failure -> System.out.println("aborted: " + failure.getMessage()));
        }
    }
}
