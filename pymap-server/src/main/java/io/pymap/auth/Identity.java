package io.pymap.auth;

import io.pymap.mailbox.User;

/**
 * The user a session acts as after log-in.
 *
 * @param user whose mail the session sees: the authorization identity of RFC 4422 2
 * @param authenticatedAs whose password was given; another user than {@code user} only for administrators
 * @param anonymous whether it may be anybody, who sees the mail of one user that is kept for all of them (RFC 4505)
 */
public record Identity(User user, User authenticatedAs, boolean anonymous) {

    public Identity(User user, User authenticatedAs) {
        this(user, authenticatedAs, false);
    }

    public Identity(User user) {
        this(user, user);
    }

    /** Anybody, who sees the mail of that user. */
    public static Identity anonymous(User user) {
        return new Identity(user, user, true);
    }
}
