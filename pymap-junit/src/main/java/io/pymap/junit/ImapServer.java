package io.pymap.junit;

import io.pymap.fixture.Backend;
import io.pymap.fixture.Scope;
import io.pymap.fixture.Strictness;
import io.pymap.fixture.Tls;
import io.pymap.profile.ServerProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives each test of a class an IMAP server: own port, own account, own transcript.
 *
 * <pre>{@code
 * @ImapServer
 * class UnreadMailTest {
 *     @Test
 *     void counts(ImapServerHandle imap, Store store) throws Exception { // the store is connected
 *         imap.inbox().append(message().subject("hello"));
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Methods and constructors may ask for {@link io.pymap.fixture.ImapServerHandle},
 * {@link io.pymap.fixture.ImapEndpoint}, {@link io.pymap.fixture.AccountFixture},
 * {@link io.pymap.fixture.MailboxFixture} (INBOX, or another one by {@link As}),
 * {@link io.pymap.transcript.Transcript}, {@link io.pymap.fixture.TestClock},
 * {@link io.pymap.fixture.RawImapClient} (logged in), and for {@code jakarta.mail.Session} and {@code jakarta.mail.Store}
 * (logged in) where Jakarta Mail is on the class path. Mail is put there by {@link Mailbox} or with the handle.
 *
 * <p>On a field of one of these types, the server is named as the field is unless {@link #name} says otherwise, and the
 * field is set before each test. A static field is set before all tests and needs {@link Scope#CLASS} or {@link Scope#RUN}.
 *
 * <p>Works on an annotation of your own as well, and on nested and derived classes, whose own server takes the place of
 * one with the same name. A test may have several servers, by several annotations with names; {@link On} tells them apart.
 */
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(ImapServers.class)
@ExtendWith(ImapServerExtension.class)
@ResourceLock(providers = ImapServerLocks.class)
public @interface ImapServer {

    /** What {@link On} calls it; needed where there are several. */
    String name() default "";

    /** How long a server lives. */
    Scope scope() default Scope.TEST;

    /** Where it runs. The system property {@code pymap.mode}, {@code container} or {@code in-process}, sets it for all of a run. */
    Mode mode() default Mode.IN_PROCESS;

    /** Where it keeps its mail. */
    Backend backend() default Backend.DICT;

    /**
     * The name of another server of the test, with the same scope, whose mail and accounts this one has as well: as several
     * servers in front of one store.
     */
    String mailOf() default "";

    /**
     * The server to be like: a constant of {@link ServerProfile}, or the path of a file that ends in {@code .profile}. What the
     * other elements say is set on top of it.
     */
    String profile() default ServerProfile.FULL;

    /** Ways in which the server departs from the RFCs, beside those of the profile. */
    String[] quirks() default {};

    /** Quirks of the profile that the server does not have. */
    String[] withoutQuirks() default {};

    /**
     * The seed of the forms in which the server answers, all of them within the grammar ({@link io.pymap.variation.Variation}), or
     * 0 for its own ones. The system property {@code pymap.variation} sets it for all servers of a run.
     */
    long variation() default 0;

    /** Extensions that are off unless asked for, such as {@code UTF8=ONLY}. README's table names them all. */
    String[] with() default {};

    /** Extensions that the server does not have, such as {@code MOVE}: neither told in CAPABILITY nor understood. */
    String[] without() default {};

    /** Extensions that the server understands but does not tell. */
    String[] hidden() default {};

    Tls tls() default Tls.NONE;

    /** The accounts. Without any, there is one with a generated name and password. */
    ImapUser[] users() default {};

    /** What is expected of the client besides what the test asserts. */
    Strictness strictness() default Strictness.REPORT;

    /** When the transcript is printed and attached to the report. */
    Attach attachTranscript() default Attach.ON_FAILURE;

    /** Called in this order after everything else has been set; each needs a constructor without parameters. */
    Class<? extends ImapServerCustomizer>[] customizers() default {};
}
