package io.pymap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.MessageSpec;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Snapshot;
import io.pymap.transcript.CommandPattern;
import io.pymap.transcript.Script;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** AssertJ is optional: all but {@code io.pymap.assertj} works without it. */
class WithoutAssertJTest {

    /** What a test does. Loaded where there is no AssertJ. */
    public static final class Use implements Callable<String> {

        public Use() {}

        @Override
        public String call() {
            try (EmbeddedImapServer imap = EmbeddedImapServer.builder().start();
                    RawImapClient client =
                            RawImapClient.connect(imap.endpoint()).login()) {
                MailboxFixture inbox = imap.inbox().append(MessageSpec.generate(3, 1));
                Snapshot before = inbox.snapshot();
                client.send("SELECT INBOX");
                client.send("FETCH 1:* (BODY[])");
                boolean script = Script.parse("S: ...\nC: a SELECT INBOX\nS: ...\nC: b FETCH *\nS: ...")
                        .difference(imap.transcript())
                        .isPresent();
                return before.differences(inbox.snapshot()).size() + " changes, script differs: " + script + "\n"
                        + CommandPattern.of("EXAMINE *")
                                .nearMisses(imap.transcript().exchanges());
            }
        }
    }

    @Test
    void worksAllTheSame() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThat(isThere(loader, "org.assertj.core.api.Assertions")).isFalse();

            Object use = loader.loadClass(Use.class.getName()).getConstructor().newInstance();

            assertThat(((Callable<?>) use).call())
                    .asString()
                    .matches("(?s)[0-3] changes, script differs: true\nClosest of .*");
        }
    }

    private static boolean isThere(ClassLoader loader, String name) {
        try {
            loader.loadClass(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static URL[] classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith("assertj-"))
                .map(WithoutAssertJTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file of the class path", e);
        }
    }
}
