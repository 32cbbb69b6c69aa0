package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.fault.Fault;
import io.pymap.fault.Rule;
import io.pymap.fault.TlsFault;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Tls;
import io.pymap.junit.ImapServer;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A server that misbehaves when it is told to. */
@ImapServer
class FaultTest {

    @BeforeEach
    void seed(ImapServerHandle imap) {
        for (int i = 1; i <= 5; i++) {
            imap.inbox().append(message().subject("number " + i).text("x".repeat(2_000)));
        }
    }

    @Test
    void goesOnAfterAResetInTheMiddleOfAMessage(ImapServerHandle imap) throws Exception {
        Rule reset = imap.faults().on("FETCH * (BODY*)").nth(3).failAfterBytes(700, Fault.CONNECTION_RESET);

        assertThat(new Downloader(imap.endpoint()).download()).hasSize(5);

        assertThat(reset.hits()).isEqualTo(1);
        assertThat(imap.transcript()).hasConnections(2);
    }

    @Test
    void triesAgainWhenTheServerIsBusy(ImapServerHandle imap) throws Exception {
        imap.faults().onLogin().times(2).no("[UNAVAILABLE] Try again later");
        imap.faults().on("EXAMINE").nth(1).bye("Too many connections");

        assertThat(new Downloader(imap.endpoint()).download()).hasSize(5);

        assertThat(imap.transcript()).hasConnections(4);
    }

    @Test
    void givesUpOnAServerThatSaysNothing(ImapServerHandle imap) {
        imap.faults().onGreeting().fail(Fault.STALL);

        assertThatThrownBy(() -> new Downloader(imap.endpoint()).download()).isInstanceOf(MessagingException.class);
    }

    @Test
    void readsWhatComesInSmallPieces(ImapServerHandle imap) throws Exception {
        imap.faults().on("EXAMINE").dribble(1, Duration.ofNanos(1));
        imap.faults().on("FETCH * (BODY*)").dribble(100, Duration.ofNanos(1));
        imap.faults().on("FETCH").untaggedBefore("* OK [ALERT] Maintenance at 22:00");

        assertThat(new Downloader(imap.endpoint()).download().get(5L)).contains("number 5");
    }

    @Nested
    @ImapServer(tls = Tls.STARTTLS)
    class WithTls {

        @ParameterizedTest
        @EnumSource(
                mode = Mode.EXCLUDE,
                names = {
                    "NO_SAN", // the JDK takes the common name
                    "RENEWED", // nothing is wrong with it
                    "REVOKED", // Angus Mail has no list of what is revoked
                    "REVOKED_STAPLED", // and takes no notice, unless its trust manager does
                    "WEAK_KEY", // the JDK takes RSA keys of 1,024 bits
                    "INJECT_AFTER_STARTTLS" // Angus Mail throws away what is injected
                })
        void keepsThePasswordToItself(TlsFault fault, ImapServerHandle imap) {
            imap.faults().tls(fault);

            assertThatThrownBy(() -> new Downloader(imap.endpoint()).download()).isInstanceOf(MessagingException.class);

            assertThat(imap.transcript()).neverSent("LOGIN *").neverSent("AUTHENTICATE *");
        }
    }

    /** The code under test: downloads an inbox, and begins again where it was when the connection breaks. */
    private record Downloader(ImapEndpoint imap, SortedMap<Long, String> messages) {

        private static final int ATTEMPTS = 5;

        Downloader(ImapEndpoint imap) {
            this(imap, new TreeMap<>());
        }

        SortedMap<Long, String> download() throws MessagingException {
            for (int attempt = 1; ; attempt++) {
                try (Store store = connect()) {
                    downloadFrom(store.getFolder("INBOX"));
                    return messages;
                } catch (MessagingException | IOException e) {
                    if (attempt == ATTEMPTS) {
                        throw new MessagingException("Given up", e);
                    }
                }
            }
        }

        private Store connect() throws MessagingException {
            Properties properties = imap.jakartaMailProperties();
            properties.setProperty("mail.imap.timeout", "200");
            Store store = Session.getInstance(properties).getStore();
            store.connect(imap.username(), imap.password());
            return store;
        }

        private void downloadFrom(Folder inbox) throws MessagingException, IOException {
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                long uid = ((UIDFolder) inbox).getUID(message);
                if (!messages.containsKey(uid)) {
                    ByteArrayOutputStream octets = new ByteArrayOutputStream();
                    message.writeTo(octets);
                    messages.put(uid, octets.toString(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
