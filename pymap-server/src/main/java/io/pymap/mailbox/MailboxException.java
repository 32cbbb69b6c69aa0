package io.pymap.mailbox;

/**
 * A request that a backend understands but cannot fulfil. An answer to the client and not a fault, hence without a stack
 * trace.
 */
public sealed class MailboxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private MailboxException(String message) {
        super(message, null, false, false);
    }

    /** No such mailbox, user or message. */
    public static final class NotFound extends MailboxException {
        private static final long serialVersionUID = 1;

        public NotFound(String message) {
            super(message);
        }
    }

    /** The message has been removed since the session was told of it. */
    public static final class Gone extends MailboxException {
        private static final long serialVersionUID = 1;

        public Gone() {
            super("Some of the messages no longer exist");
        }
    }

    /** The name is taken. */
    public static final class AlreadyExists extends MailboxException {
        private static final long serialVersionUID = 1;

        public AlreadyExists(String message) {
            super(message);
        }
    }

    /** The mailbox cannot be changed. */
    public static final class ReadOnly extends MailboxException {
        private static final long serialVersionUID = 1;

        public ReadOnly(String message) {
            super(message);
        }
    }

    /** Nobody may do this: INBOX cannot be deleted, a name has a control character in it. */
    public static final class NotAllowed extends MailboxException {
        private static final long serialVersionUID = 1;

        public NotAllowed(String message) {
            super(message);
        }
    }

    /** The user has not the rights for it. RFC 4314. */
    public static final class NoPermission extends MailboxException {
        private static final long serialVersionUID = 1;

        public NoPermission(String message) {
            super(message);
        }
    }

    /** The user's mail would take up more than it may. RFC 9208. */
    public static final class OverQuota extends MailboxException {
        private static final long serialVersionUID = 1;

        public OverQuota(String message) {
            super(message);
        }
    }

    /** A count or size would go over its limit. */
    public static final class OverLimit extends MailboxException {
        private static final long serialVersionUID = 1;

        public OverLimit(String message) {
            super(message);
        }
    }

    /** The store cannot answer now; later it may. */
    public static final class Unavailable extends MailboxException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message) {
            super(message);
        }
    }
}
