package io.pymap.junit;

import io.pymap.fixture.ImapEndpoint;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The one class that knows Jakarta Mail; loaded when a test asks for one of its types, so that others need it not. */
final class JakartaMail {

    private static final System.Logger LOG = System.getLogger(JakartaMail.class.getName());

    private JakartaMail() {}

    static Session session(ImapEndpoint endpoint) {
        return Session.getInstance(endpoint.jakartaMailProperties());
    }

    /** A connected store, which is closed after the test. */
    static Store connect(ImapEndpoint endpoint, ClosedAfterTest closed) {
        try {
            Store store = session(endpoint).getStore();
            store.connect(endpoint.host(), endpoint.port(), endpoint.username(), endpoint.password());
            closed.add(() -> close(store));
            return store;
        } catch (MessagingException e) {
            throw new ParameterResolutionException("jakarta.mail.Store could not log in to " + endpoint, e);
        }
    }

    /** Logs out. Does nothing where the test has done that. */
    private static void close(Store store) {
        try {
            store.close();
        } catch (MessagingException e) {
            LOG.log(Level.DEBUG, "The test has broken the connection, so there is no LOGOUT", e);
        }
    }
}
