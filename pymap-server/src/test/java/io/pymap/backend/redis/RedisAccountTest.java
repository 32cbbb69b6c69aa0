package io.pymap.backend.redis;

import io.pymap.backend.AccountContract;
import io.pymap.mailbox.Backend;

class RedisAccountTest extends AccountContract {

    @Override
    protected Backend createBackend() {
        return RedisBackendTest.fresh();
    }
}
