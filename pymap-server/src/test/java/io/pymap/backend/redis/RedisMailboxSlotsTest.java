package io.pymap.backend.redis;

import io.pymap.backend.MailboxContract;
import io.pymap.mailbox.Backend;

/** The contract again, with a check that all keys of a call are in one slot of a cluster. */
class RedisMailboxSlotsTest extends MailboxContract {

    @Override
    protected Backend createBackend() {
        return RedisBackendTest.fresh(new Recording()::through);
    }
}
