package io.pymap.backend.redis;

import io.pymap.backend.BackendContract;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;

/** Users that are JSON objects in strings. */
class RedisJsonUsersTest extends BackendContract {

    @Override
    protected Backend createBackend() {
        RedisBackend backend =
                RedisBackendTest.on(RedisServer.freshPrefix()).usersJson(true).build();
        backend.users().put(new User("anna", "secret"));
        backend.users().put(new User("bert", "secret"));
        return backend;
    }
}
