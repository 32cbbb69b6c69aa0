package io.pymap.admin;

import io.pymap.auth.AuthenticationException;
import io.pymap.mailbox.User;
import java.util.Optional;

/**
 * On whose behalf a call is made.
 *
 * @param user whose token it is; nobody's where it is that of the server
 * @param isAdmin whether it may act as anybody
 * @param onlyAs the one whom the token is confined to
 */
record Caller(Optional<User> user, boolean isAdmin, Optional<String> onlyAs) {

    /** @throws AuthenticationException where it may not act as that user */
    void require(String name) {
        boolean own = user.filter(self -> self.name().equals(name)).isPresent();
        if (!(isAdmin || own) || onlyAs.filter(one -> !one.equals(name)).isPresent()) {
            throw AuthenticationException.notAuthorized();
        }
    }

    /** @throws AuthenticationException where it may not act as every user */
    void requireAdmin() {
        if (!isAdmin || onlyAs.isPresent()) {
            throw AuthenticationException.notAuthorized();
        }
    }
}
