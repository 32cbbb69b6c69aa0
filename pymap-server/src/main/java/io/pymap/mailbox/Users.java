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

    /**
     * Adds the user.
     *
     * @throws MailboxException.AlreadyExists where there is one of that name
     * @throws MailboxException where the backend cannot change its users
     */
    void add(User user);

    /**
     * Replaces a user who is still as it was found, so that of two who change it at a time none undoes what the other has
     * done.
     *
     * @param before as {@link #find} gave it
     * @param after has the same name
     * @throws MailboxException.Conflict where the user is another by now, or is gone
     * @throws MailboxException where the backend cannot change its users
     */
    void replace(User before, User after);

    /** Removes the user and its mail; false if there is none of that name. */
    boolean remove(String name);
}
