package io.pymap.mailbox;

import java.util.List;
import java.util.Optional;

/** The users of a backend. Safe for use by many threads; may block where the backend does. */
public interface Users {

    Optional<User> find(String name);

    /** All names, sorted. */
    List<String> names();

    /**
     * Adds the user, or replaces the one of that name.
     *
     * @throws MailboxException where the backend cannot change its users
     */
    void put(User user);

    /** Removes the user and its mail; false if there is none of that name. */
    boolean remove(String name);
}
