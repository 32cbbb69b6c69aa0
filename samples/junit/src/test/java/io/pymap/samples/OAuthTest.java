package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;

import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Tls;
import io.pymap.junit.ImapServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tokens in place of passwords, which expire by the server's clock. */
@ImapServer(tls = Tls.IMPLICIT)
class OAuthTest {

    @Test
    void getsAnotherTokenWhenTheOldOneHasExpired(ImapServerHandle imap) throws Exception {
        String old = imap.tokens().issue(Duration.ofHours(1));
        imap.clock().advance(Duration.ofHours(1));

        logsInWithTheSecondOf(old, imap);
    }

    @Test
    void getsAnotherTokenWhenTheOldOneIsRevoked(ImapServerHandle imap) throws Exception {
        String old = imap.tokens().issue();
        imap.tokens().revoke(old);

        logsInWithTheSecondOf(old, imap);
    }

    private static void logsInWithTheSecondOf(String first, ImapServerHandle imap) throws MessagingException {
        Deque<String> tokens = new ArrayDeque<>(List.of(first, imap.tokens().issue()));

        try (Store store = login(imap.endpoint(), tokens::remove)) {
            assertThat(store.isConnected()).isTrue();
        }

        assertThat(tokens).isEmpty();
        assertThat(imap.transcript()).sentTimes(2, "AUTHENTICATE XOAUTH2*");
    }

    /** The code under test: asks for one more token when the server does not take the first. */
    private static Store login(ImapEndpoint imap, Supplier<String> tokens) throws MessagingException {
        Store store = Session.getInstance(imap.withToken("").jakartaMailProperties())
                .getStore(); // with mail.imaps.auth.mechanisms = XOAUTH2
        try {
            store.connect(imap.username(), tokens.get());
        } catch (AuthenticationFailedException refused) {
            store.connect(imap.username(), tokens.get());
        }
        return store;
    }
}
