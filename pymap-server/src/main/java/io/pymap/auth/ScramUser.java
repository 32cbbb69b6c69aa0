package io.pymap.auth;

import io.pymap.mailbox.User;
import java.util.Optional;

/**
 * What SCRAM goes by for the name that a client gave.
 *
 * @param user nobody where no proof may succeed: the keys are made up then, and look like any other
 */
public record ScramUser(Optional<User> user, ScramKeys keys) {}
