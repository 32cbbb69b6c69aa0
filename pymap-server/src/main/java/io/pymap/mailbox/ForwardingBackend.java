package io.pymap.mailbox;

import java.util.List;

/** Does what another backend does, but for what a subclass overrides. */
public abstract class ForwardingBackend implements Backend {

    private final Backend backend;

    /** @param backend closed with this one */
    protected ForwardingBackend(Backend backend) {
        this.backend = backend;
    }

    /** The other one. */
    protected final Backend backend() {
        return backend;
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
    public void ping() {
        backend.ping();
    }

    @Override
    public void close() {
        backend.close();
    }
}
