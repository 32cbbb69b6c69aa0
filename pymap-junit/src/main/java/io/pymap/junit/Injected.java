package io.pymap.junit;

import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.ImapEndpoint;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.TestClock;
import io.pymap.transcript.Transcript;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What parameters and fields of tests may be. */
final class Injected {

    private static final Map<Class<?>, Function<ImapServerHandle, Object>> BY_TYPE = Map.of(
            ImapServerHandle.class, server -> server,
            ImapEndpoint.class, ImapServerHandle::endpoint,
            Transcript.class, ImapServerHandle::transcript,
            AccountFixture.class, ImapServerHandle::account,
            MailboxFixture.class, ImapServerHandle::inbox,
            TestClock.class, ImapServerHandle::clock);

    private Injected() {}

    static boolean supports(Class<?> type) {
        return BY_TYPE.containsKey(type) || type == RawImapClient.class || JakartaMailTypes.supports(type);
    }

    /**
     * An object of that type, which is supported.
     *
     * @param mailbox where the type is a mailbox's, and it is not INBOX
     * @param opened gets what is to be closed after the test
     */
    static Object of(Class<?> type, ImapServerHandle server, Optional<As> mailbox, ClosedAfterTest opened) {
        if (type == RawImapClient.class) {
            return connected(server.endpoint(), opened);
        }
        if (JakartaMailTypes.isSession(type)) {
            return JakartaMail.session(server.endpoint());
        }
        if (JakartaMailTypes.supports(type)) {
            return JakartaMail.connect(server.endpoint(), opened);
        }
        if (mailbox.isPresent()) {
            return server.mailbox(mailbox.get().value());
        }
        return Optional.ofNullable(BY_TYPE.get(type)).orElseThrow().apply(server);
    }

    private static RawImapClient connected(ImapEndpoint endpoint, ClosedAfterTest opened) {
        RawImapClient client = RawImapClient.connect(endpoint);
        opened.add(client::close);
        try {
            return client.login();
        } catch (IllegalStateException e) {
            throw new ParameterResolutionException("RawImapClient could not log in to " + endpoint, e);
        }
    }
}
