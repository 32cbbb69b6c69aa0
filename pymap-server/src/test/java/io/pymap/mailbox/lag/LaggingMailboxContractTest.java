package io.pymap.mailbox.lag;

import io.pymap.backend.MailboxContract;
import io.pymap.mailbox.Backend;

/** Whoever comes through a server that lags behind finds there what it has done itself. */
class LaggingMailboxContractTest extends MailboxContract {

    @Override
    protected Backend createBackend() {
        return Lagging.dict();
    }
}
