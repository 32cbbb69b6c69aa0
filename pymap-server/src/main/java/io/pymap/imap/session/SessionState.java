package io.pymap.imap.session;

import io.pymap.auth.Identity;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;

/** Where a connection stands in the protocol; each state holds just what commands may use in it. RFC 9051 3. */
public abstract sealed class SessionState {

    private final Connection connection;

    private SessionState(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    /** The client has yet to say who it is. */
    public static final class NotAuthenticated extends SessionState {
        private final AuthenticationService service;

        public NotAuthenticated(Connection connection, AuthenticationService service) {
            super(connection);
            this.service = service;
        }

        public AuthenticationService service() {
            return service;
        }

        /**
         * The state of a user who need not say who it is (PREAUTH).
         *
         * @throws MailboxException.NotFound where there is no such user
         */
        public Authenticated as(String user) {
            return as(new Identity(service.backend()
                    .users()
                    .find(user)
                    .orElseThrow(() -> new MailboxException.NotFound("No such user: " + user))));
        }

        /** The state of somebody who has been authenticated. May block where the backend does. */
        public Authenticated as(Identity identity) {
            return new Authenticated(
                    this, identity, service.backend().account(identity.user().name()));
        }
    }

    /** The client may use the mail of one user. */
    public static sealed class Authenticated extends SessionState {
        private final NotAuthenticated before;
        private final Identity identity;
        private final Account account;

        private Authenticated(NotAuthenticated before, Identity identity, Account account) {
            super(before.connection());
            this.before = before;
            this.identity = identity;
            this.account = account;
        }

        private Authenticated(Authenticated same) {
            this(same.before, same.identity, same.account);
        }

        public Account account() {
            return account;
        }

        public Identity identity() {
            return identity;
        }

        /**
         * The mail of another user, for whom the caller has checked the rights.
         *
         * @throws MailboxException.NotFound where there is no such user
         */
        public Account accountOf(String user) {
            return before.service().backend().account(user);
        }

        /** The server's name as clients know it. */
        public String host() {
            return before.service().context().host();
        }

        /** Whether an administrator is at work, maybe in the name of another user. */
        public boolean admin() {
            return identity.authenticatedAs().isAdmin();
        }

        /** As the client was before it logged in. RFC 8437. */
        public NotAuthenticated unauthenticated() {
            return before;
        }
    }

    /** A mailbox is open. Selected is authenticated as well, so a command for the latter is allowed in both. */
    public static final class Selected extends Authenticated {
        private final MailboxName name;
        private final MailboxView view;

        public Selected(Authenticated session, MailboxName name, MailboxView view) {
            super(session);
            this.name = name;
            this.view = view;
        }

        /** The name by which the mailbox was selected; it may have another one by now. */
        public MailboxName name() {
            return name;
        }

        public MailboxView view() {
            return view;
        }

        /** The view, of a mailbox that may be changed. */
        public MailboxView writable() {
            if (view.readOnly()) {
                throw new Refusal(ResponseCode.READ_ONLY, "Mailbox is read-only.");
            }
            return view;
        }

        /** The same session with no mailbox open. */
        public Authenticated unselected() {
            return new Authenticated(this);
        }
    }
}
