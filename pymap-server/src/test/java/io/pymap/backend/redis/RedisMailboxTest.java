package io.pymap.backend.redis;

import io.pymap.backend.MailboxContract;
import io.pymap.mailbox.Backend;

class RedisMailboxTest extends MailboxContract {

    @Override
    protected Backend createBackend() {
        return RedisBackendTest.fresh();
    }
}
