package io.pymap.junit;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.Scope;
import io.pymap.transcript.Transcript;
import jakarta.mail.Store;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @TempDir
    Path output;

    /** What every test of a class with a server of its own can do, in whatever order. */
    private static void useAlone(ImapServerHandle imap) {
        assertThat(imap.inbox().uids()).isEmpty();
        assertThat(imap.transcript().connections()).isEmpty();
        imap.inbox().append(message());
    }

    @ImapServer
    static class OneEach {
        private final ImapServerHandle fromConstructor;

        OneEach(ImapServerHandle imap) {
            fromConstructor = imap;
        }

        @BeforeEach
        void sameEverywhere(ImapServerHandle imap) {
            assertThat(imap).isSameAs(fromConstructor);
        }

        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            useAlone(imap);
            assertThat(imap).isSameAs(fromConstructor);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String subject, ImapServerHandle imap) {
            useAlone(imap);
        }

        @Nested
        class Inside {
            @RepeatedTest(2)
            void test(ImapServerHandle imap) {
                useAlone(imap);
            }
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    @ImapServer
    static class OneEachForOneInstance {
        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            useAlone(imap);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ImapServer(without = "IDLE")
    @Mailbox("Sent")
    @interface OurServer {}

    @OurServer
    static class Composed {
        @Test
        void test(ImapServerHandle imap, @As("Sent") MailboxFixture sent, Store store) throws Exception {
            assertThat(((IMAPStore) store).hasCapability("IDLE")).isFalse();
            assertThat(sent.messages()).isEmpty();
        }
    }

    static class Derived extends Composed {}

    static class ByInstanceField {
        @RegisterExtension
        final ImapServerExtension server = ImapServerExtension.builder()
                .seed(imap -> imap.inbox().append(message()))
                .build();

        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            assertThat(imap.inbox().uids()).containsExactly(1L);
            imap.inbox().append(message());
        }
    }

    @Test
    void givesEachTestItsOwn() {
        TestRun run = TestRun.of(
                output,
                OneEach.class,
                OneEachForOneInstance.class,
                Composed.class,
                Derived.class,
                ByInstanceField.class);

        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(12);
    }

    @ImapServer(scope = Scope.CLASS, customizers = Greeting.class)
    @Mailbox(value = "Archive", uidValidity = 7)
    static class Shared {
        private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

        @BeforeAll
        static void before(ImapEndpoint endpoint) {
            PORTS.add(endpoint.port());
        }

        private static void test(ImapServerHandle imap, Transcript transcript, long... uids) {
            PORTS.add(imap.endpoint().port());
            assertThat(imap.inbox().messages()).hasSize(uids.length);
            assertThat(imap.mailbox("Archive").uidValidity()).isEqualTo(7);
            assertThat(transcript.exchanges())
                    .allSatisfy(exchange -> assertThat(exchange.command()).isIn("AUTHENTICATE", "ENABLE"));
            imap.inbox().append(message());
            imap.account().create("Left");
        }

        @RepeatedTest(2)
        void test(ImapServerHandle imap, Transcript transcript, Store store) {
            test(imap, transcript, 1);
        }

        @Nested
        class Inside {
            @Test
            @Mailbox(value = "inbox", messages = @Mail)
            void test(ImapServerHandle imap, Transcript transcript) {
                Shared.test(imap, transcript, 1, 2);
            }
        }

        @Test
        void onePort() {
            assertThat(PORTS).hasSize(1);
        }
    }

    static final class Greeting implements ImapServerCustomizer {
        @Override
        public void customize(ImapServerExtension.Builder server) {
            server.seed(imap -> imap.inbox().append(message().subject("welcome")));
        }
    }

    static class ByStaticField {
        private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

        @RegisterExtension
        static final ImapServerExtension SERVER =
                ImapServerExtension.builder().account("bob", "pw").build();

        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            PORTS.add(imap.endpoint().port());
            assertThat(PORTS).hasSize(1);
            assertThat(imap.inbox().uids()).isEmpty();
            imap.inbox().append(message());
        }
    }

    @Test
    void sharesOneInAClassAndResetsIt() {
        TestRun run = TestRun.of(output, Shared.class, ByStaticField.class);

        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(6);
    }

    @ImapServer
    static class AtTheSameTime {
        private static final CyclicBarrier ALL_FOUR = new CyclicBarrier(4);

        private static void meet(ImapServerHandle imap) throws Exception {
            useAlone(imap);
            ALL_FOUR.await(10, TimeUnit.SECONDS);
            assertThat(imap.inbox().uids()).containsExactly(1L);
        }

        @Test
        void one(ImapServerHandle imap, Store store) throws Exception {
            store.close();
            meetWithStore(imap);
        }

        @Test
        void two(ImapServerHandle imap) throws Exception {
            meet(imap);
        }

        @Test
        void three(ImapServerHandle imap) throws Exception {
            meet(imap);
        }

        @Test
        void four(ImapServerHandle imap) throws Exception {
            meet(imap);
        }

        private static void meetWithStore(ImapServerHandle imap) throws Exception {
            imap.inbox().append(message());
            ALL_FOUR.await(10, TimeUnit.SECONDS);
            assertThat(imap.transcript().connections()).hasSize(1);
        }
    }

    @Test
    void runsInParallel() {
        TestRun run = TestRun.parallel(output, AtTheSameTime.class);

        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(4);
    }

    @ImapServer(scope = Scope.CLASS)
    static class OneAfterTheOther {
        private static final Exchanger<String> MEETING = new Exchanger<>();

        private static void meetNobody(ImapServerHandle imap, Store store) throws Exception {
            // Whoever runs at the same time would be met here.
            assertThatThrownBy(() -> MEETING.exchange("", 100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            imap.inbox().append(message());
            assertThat(store.getFolder("INBOX").getMessageCount()).isEqualTo(1);
        }

        @Test
        void one(ImapServerHandle imap, Store store) throws Exception {
            meetNobody(imap, store);
        }

        @Test
        void two(ImapServerHandle imap, Store store) throws Exception {
            meetNobody(imap, store);
        }

        @Nested
        class Inside {
            @Test
            void three(ImapServerHandle imap, Store store) throws Exception {
                meetNobody(imap, store);
            }

            @Test
            void four(ImapServerHandle imap, Store store) throws Exception {
                meetNobody(imap, store);
            }
        }
    }

    @Test
    void runsTestsOfASharedServerOneAfterTheOther() {
        TestRun run = TestRun.parallel(output, OneAfterTheOther.class);

        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(4);
    }
}
