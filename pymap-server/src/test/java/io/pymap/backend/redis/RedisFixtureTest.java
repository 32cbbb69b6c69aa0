package io.pymap.backend.redis;

import io.pymap.backend.FixtureBackendContract;
import io.pymap.mailbox.Backend;

class RedisFixtureTest extends FixtureBackendContract {

    @Override
    protected Backend createBackend() {
        return RedisBackendTest.fresh();
    }
}
