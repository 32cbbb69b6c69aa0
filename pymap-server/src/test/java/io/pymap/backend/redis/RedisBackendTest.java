package io.pymap.backend.redis;

import io.pymap.backend.BackendContract;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;

class RedisBackendTest extends BackendContract {

    @Override
    protected Backend createBackend() {
        return fresh();
    }

    /** One with {@code anna} and {@code bert}, and keys of its own. */
    static RedisBackend fresh() {
        RedisBackend backend = on(RedisServer.freshPrefix()).build();
        backend.users().put(new User("anna", "secret"));
        backend.users().put(new User("bert", "secret"));
        return backend;
    }

    static RedisBackend.Builder on(String prefix) {
        return RedisBackend.builder()
                .address(RedisServer.shared().uri())
                .prefix(prefix)
                .usersPrefix(prefix + "/users");
    }
}
