package io.pymap.backend;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.Users;
import java.util.List;

/** Does what another backend does, but for what a subclass overrides. */
public class ForwardingBackend implements Backend {

    private final Backend backend;

    protected ForwardingBackend(Backend backend) {
        this.backend = backend;
    }

    /** One that says it may block, so that sessions do not run on their event loop. */
    public static Backend onWorkers(Backend backend) {
        return new ForwardingBackend(backend) {
            @Override
            public boolean mayBlock() {
                return true;
            }
        };
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
        return backend.account(user);
    }

    @Override
    public List<SharedMailbox> sharedWith(String user) {
        return backend.sharedWith(user);
    }

    @Override
    public void close() {
        backend.close();
    }
}
