package io.pymap.junit;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Scope;
import io.pymap.fixture.StoredMessage;
import io.pymap.fixture.Tls;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that outlive a test: what the next one finds. */
class SharedServerTest {

    @TempDir
    Path output;

    private void passes(int tests, Class<?>... classes) {
        passes(TestRun.of(output, classes), tests);
    }

    private static void passes(TestRun run, int tests) {
        assertThat(run.messages()).isEmpty();
        assertThat(run.succeeded()).hasSize(tests);
    }

    @ImapServer(
            scope = Scope.CLASS,
            users = {@ImapUser(name = "ann"), @ImapUser(name = "bob")})
    @Mailbox(messages = {@Mail(subject = "a"), @Mail(subject = "b", uid = 7, flags = "$Paid")})
    static class Restored {

        private static final Set<List<Object>> FOUND = ConcurrentHashMap.newKeySet();
        private static final Set<String> TOKENS = ConcurrentHashMap.newKeySet();

        @BeforeAll
        static void before(ImapServerHandle imap) {
            imap.account("bob").inbox().append(message().subject("from before all"));
            imap.clock().advance(Duration.ofHours(1));
        }

        private static List<Object> everything(ImapServerHandle imap) {
            return List.of(
                    imap.endpoint().port(),
                    imap.endpoint().password(),
                    imap.account().mailboxes(),
                    imap.inbox().uidValidity(),
                    imap.inbox().uidNext(),
                    imap.inbox().highestModSeq(),
                    imap.inbox().messages().stream()
                            .map(sent -> sent + " " + sent.modSeq() + " " + sent.internalDate())
                            .toList(),
                    imap.account("bob").inbox().messages().stream()
                            .map(StoredMessage::subject)
                            .toList(),
                    imap.logins(),
                    imap.clock().now(),
                    imap.transcript().asText());
        }

        private static void spoil(ImapServerHandle imap) {
            FOUND.add(everything(imap));
            assertThat(FOUND).hasSize(1);
            assertThat(imap.sessions()).isEmpty();
            imap.inbox().append(message()).flag(1, Flag.SEEN).expunge(7);
            imap.account().create("Left");
            imap.account("bob").inbox().expunge(1);
            imap.deleteAccount("bob");
            TOKENS.forEach(token -> assertThatThrownBy(
                            () -> RawImapClient.connect(imap.endpoint().withToken(token))
                                    .login())
                    .hasMessageContaining("NO"));
            TOKENS.add(imap.tokens().issue());
            imap.clock().advance(Duration.ofDays(1));
            RawImapClient left = RawImapClient.connect(imap.endpoint()).login();
            left.send("SELECT INBOX"); // not closed
        }

        @RepeatedTest(3)
        void test(ImapServerHandle imap) {
            spoil(imap);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number, ImapServerHandle imap) {
            spoil(imap);
        }

        @TestFactory
        Stream<DynamicTest> dynamic(ImapServerHandle imap) {
            spoil(imap);
            return Stream.of("one", "two")
                    .map(name -> DynamicTest.dynamicTest(
                            name, () -> assertThat(imap.account().mailboxes()).contains("Left")));
        }
    }

    @Test
    void areWhatTheyWereBeforeTheFirstTest() {
        passes(7, Restored.class);
    }

    @ImapServer(scope = Scope.CLASS)
    @Mailbox("Outer")
    static class Outer {
        @BeforeAll
        static void before(ImapServerHandle imap) {
            imap.account().create("OuterBeforeAll");
        }

        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            assertThat(imap.account().mailboxes()).containsExactly("INBOX", "Outer", "OuterBeforeAll");
            imap.account().create("LeftByOuter");
        }

        @Nested
        @Mailbox("Inner")
        class Inside {
            @BeforeAll
            static void before(ImapServerHandle imap) {
                imap.account().create("InnerBeforeAll");
            }

            @RepeatedTest(2)
            @Mailbox("Method")
            void test(ImapServerHandle imap) {
                assertThat(imap.account().mailboxes())
                        .containsExactly("INBOX", "Inner", "InnerBeforeAll", "Method", "Outer", "OuterBeforeAll");
                imap.account().create("LeftByInner");
            }
        }

        @Nested
        @ImapServer(scope = Scope.CLASS, without = "IDLE")
        class WithItsOwn {
            @RepeatedTest(2)
            void test(ImapServerHandle imap, RawImapClient client) {
                assertThat(imap.account().mailboxes()).containsExactly("INBOX", "Outer");
                assertThat(client.send("IDLE").status()).isEqualTo("BAD");
                imap.account().create("LeftByInner");
            }
        }
    }

    @Test
    void giveNestedClassesWhatTheClassAroundThemHas() {
        passes(6, Outer.class);
    }

    @ParameterizedClass
    @ValueSource(ints = {1, 2})
    @ImapServer(scope = Scope.CLASS)
    @Mailbox("Outer")
    static class ForEachArgument {
        @Parameter
        private int argument;

        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            assertThat(imap.account().mailboxes()).containsExactly("INBOX", "Outer");
            imap.account().create("Left" + argument);
        }
    }

    @Test
    void areOfEachArgumentOfAClass() {
        passes(4, ForEachArgument.class);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ImapServer(scope = Scope.RUN, name = "ours", tls = Tls.STARTTLS)
    @interface OurServer {}

    private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

    private static void onePort(String server, ImapServerHandle imap) {
        assertThat(PORTS.computeIfAbsent(server, name -> imap.endpoint().port()))
                .isEqualTo(imap.endpoint().port());
        imap.account().create("Left");
    }

    @OurServer
    @Mailbox("One")
    static class OneOfTheRun {
        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            assertThat(imap.account().mailboxes()).containsExactly("INBOX", "One");
            onePort("annotated", imap);
        }
    }

    @OurServer
    @Mailbox(on = "ours", value = "Two")
    static class TwoOfTheRun {
        @RepeatedTest(2)
        void test(@On("ours") ImapServerHandle imap) {
            assertThat(imap.account().mailboxes()).containsExactly("INBOX", "Two");
            onePort("annotated", imap);
        }
    }

    @OurServer
    @ImapServer(name = "mine")
    @Mailbox(on = "ours", value = "Ours")
    @Mailbox(on = "mine", value = "Mine")
    static class NextToAnother {
        @RepeatedTest(2)
        void test(@On("ours") ImapServerHandle ours, @On("mine") ImapServerHandle mine) {
            assertThat(ours.account().mailboxes()).containsExactly("INBOX", "Ours");
            assertThat(mine.account().mailboxes()).containsExactly("INBOX", "Mine");
            onePort("annotated", ours);
        }
    }

    static class Base {
        @RegisterExtension
        static final ImapServerExtension IMAP =
                ImapServerExtension.builder().scope(Scope.RUN).build();

        @RepeatedTest(2)
        void test(ImapServerHandle imap) {
            assertThat(imap.account().mailboxes()).containsExactly("INBOX");
            assertThat(IMAP.server()).isSameAs(imap);
            onePort("registered", imap);
        }
    }

    static class Derived extends Base {}

    @Test
    void areSharedByAllClassesOfTheRun() {
        PORTS.clear();
        passes(10, OneOfTheRun.class, TwoOfTheRun.class, NextToAnother.class, Base.class, Derived.class);
        assertThat(PORTS).hasSize(2);
        assertThatThrownBy(Base.IMAP::server).hasMessageContaining("does not run yet, or not any more");
    }

    @Test
    void areSafeInParallelRuns() {
        PORTS.clear();
        passes(
                TestRun.parallel(output, OneOfTheRun.class, TwoOfTheRun.class, Base.class, Derived.class, Outer.class),
                14);
    }

    static class ByStaticField {
        private static final Exchanger<String> MEETING = new Exchanger<>();

        @RegisterExtension
        static final ImapServerExtension IMAP = ImapServerExtension.builder().build();

        private static void meetNobody(ImapServerHandle imap) {
            // Whoever runs at the same time would be met here.
            assertThatThrownBy(() -> MEETING.exchange("", 100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(imap.inbox().uids()).isEmpty();
            imap.inbox().append(message());
        }

        @Test
        void one(ImapServerHandle imap) {
            meetNobody(imap);
        }

        @Test
        void two(ImapServerHandle imap) {
            meetNobody(imap);
        }

        @Nested
        class Inside {
            @Test
            void three(ImapServerHandle imap) {
                meetNobody(imap);
            }
        }
    }

    @Test
    void areUsedByOneTestAfterTheOtherThoughAFieldHasThem() {
        passes(TestRun.parallel(output, ByStaticField.class), 3);
    }
}
