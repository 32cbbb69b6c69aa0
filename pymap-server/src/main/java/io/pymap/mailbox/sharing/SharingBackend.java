package io.pymap.mailbox.sharing;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.ForwardingBackend;
import java.util.Optional;

/** A backend whose users are held to their rights and see what others share with them. */
public final class SharingBackend extends ForwardingBackend {

    /** First element of the names of other users' mailboxes; the second one is the user. */
    public static final String OTHER_USERS = "Other Users";

    /** First element of the names of mailboxes that are nobody's own. */
    public static final String SHARED = "Shared";

    private final Places places;

    /** @param publicOwner the user whose mailboxes are seen below {@link #SHARED}; empty for none */
    public SharingBackend(Backend backend, Optional<String> publicOwner) {
        super(backend);
        this.places = new Places(publicOwner);
    }

    @Override
    public Account account(String user) {
        return new SharingAccount(backend(), backend().account(user), places);
    }
}
