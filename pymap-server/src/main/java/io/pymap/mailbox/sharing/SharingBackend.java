package io.pymap.mailbox.sharing;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.Users;
import java.util.List;
import java.util.Optional;

/** A backend whose users are held to their rights and see what others share with them. */
public final class SharingBackend implements Backend {

    /** First element of the names of other users' mailboxes; the second one is the user. */
    public static final String OTHER_USERS = "Other Users";

    /** First element of the names of mailboxes that are nobody's own. */
    public static final String SHARED = "Shared";

    private final Backend backend;
    private final Places places;

    /** @param publicOwner the user whose mailboxes are seen below {@link #SHARED}; empty for none */
    public SharingBackend(Backend backend, Optional<String> publicOwner) {
        this.backend = backend;
        this.places = new Places(publicOwner);
    }

    @Override
    public boolean mayBlock() {
        return backend.mayBlock();
    }

    @Override
    public Users users() {
        return backend.users();
    }

    @Override
    public Account account(String user) {
        return new SharingAccount(backend, backend.account(user), places);
    }

    @Override
    public List<SharedMailbox> sharedWith(String user) {
        return backend.sharedWith(user);
    }

    @Override
    public void ping() {
        backend.ping();
    }

    @Override
    public void close() {
        backend.close();
    }
}
