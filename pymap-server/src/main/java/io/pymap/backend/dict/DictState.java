package io.pymap.backend.dict;

import io.pymap.mailbox.User;
import java.util.Map;
import java.util.Set;

/**
 * Users and mail of a {@link DictBackend} at one moment, down to UIDs and mod-sequences. Takes up little: messages are
 * shared with the backend. Immutable, and good for as many {@linkplain DictBackend#restore restores} as are wanted.
 */
public final class DictState {

    private final Map<String, User> users;
    private final Set<String> demoUsers;
    private final Map<String, DictAccount> accounts; // nobody changes these: the backend gets copies
    private final ServerAnnotations.Kept annotations;

    DictState(
            Map<String, User> users,
            Set<String> demoUsers,
            Map<String, DictAccount> accounts,
            ServerAnnotations.Kept annotations) {
        this.users = Map.copyOf(users);
        this.demoUsers = Set.copyOf(demoUsers);
        this.accounts = Map.copyOf(accounts);
        this.annotations = annotations;
    }

    Map<String, User> users() {
        return users;
    }

    Set<String> demoUsers() {
        return demoUsers;
    }

    Map<String, DictAccount> accounts() {
        return accounts;
    }

    ServerAnnotations.Kept annotations() {
        return annotations;
    }
}
