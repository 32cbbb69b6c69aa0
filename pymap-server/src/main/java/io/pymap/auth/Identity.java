package io.pymap.auth;

import io.pymap.mailbox.User;

/**
 * The user a session acts as after log-in.
 *
 * @param user whose mail the session sees: the authorization identity of RFC 4422 2
 * @param authenticatedAs whose password was given; another user than {@code user} only for administrators
 */
public record Identity(User user, User authenticatedAs) {

    public Identity(User user) {
        this(user, user);
    }
}
