package io.pymap.backend.redis;

import io.pymap.backend.AccountContract;
import io.pymap.mailbox.Backend;

/** The contract again, with a check that all keys of a call are in one slot of a cluster. */
class RedisAccountSlotsTest extends AccountContract {

    @Override
    protected Backend createBackend() {
        return RedisBackendTest.fresh(new Recording()::through);
    }
}
