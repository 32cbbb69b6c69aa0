package io.pymap.backend;

import io.pymap.mailbox.Backend;
import io.pymap.mailbox.ForwardingBackend;

/** A backend that says it may block, so that sessions do not run on their event loop. */
public final class OnWorkers extends ForwardingBackend {

    public OnWorkers(Backend backend) {
        super(backend);
    }

    @Override
    public boolean mayBlock() {
        return true;
    }
}
