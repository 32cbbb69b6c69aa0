package io.pymap.imap.session;

import io.pymap.auth.Identity;
import io.pymap.mailbox.Account;
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

        /** The state of somebody who has been authenticated. May block where the backend does. */
        public Authenticated as(Identity identity) {
            return new Authenticated(
                    connection(), service.backend().account(identity.user().name()));
        }
    }

    /** The client may use the mail of one user. */
    public static sealed class Authenticated extends SessionState {
        private final Account account;

        public Authenticated(Connection connection, Account account) {
            super(connection);
            this.account = account;
        }

        public Account account() {
            return account;
        }
    }

    /** A mailbox is open. Selected is authenticated as well, so a command for the latter is allowed in both. */
    public static final class Selected extends Authenticated {
        private final MailboxName name;
        private final MailboxView view;

        public Selected(Authenticated session, MailboxName name, MailboxView view) {
            super(session.connection(), session.account());
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
            return new Authenticated(connection(), account());
        }
    }
}
