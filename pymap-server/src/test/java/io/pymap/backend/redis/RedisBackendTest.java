package io.pymap.backend.redis;

import io.pymap.backend.BackendContract;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import java.util.function.UnaryOperator;

class RedisBackendTest extends BackendContract {

    @Override
    protected Backend createBackend() {
        return fresh();
    }

    /** One with {@code anna} and {@code bert}, and keys of its own. */
    static RedisBackend fresh() {
        return fresh(UnaryOperator.identity());
    }

    /** One whose questions to Redis go through something. */
    static RedisBackend fresh(UnaryOperator<Link> wrapper) {
        return fresh(RedisServer.freshPrefix(), wrapper);
    }

    static RedisBackend fresh(String prefix, UnaryOperator<Link> wrapper) {
        RedisBackend backend = on(prefix).through(wrapper).build();
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
