package io.pymap.mailbox.lag;

import io.pymap.backend.dict.DictBackend;
import io.pymap.fixture.ServerTime;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import java.time.Duration;
import java.time.Instant;

/** Backends that lag behind. */
final class Lagging {

    private Lagging() {}

    /** With the users {@code anna} and {@code bert}. */
    static Backend dict() {
        return of(DictBackend.builder()
                .user(new User("anna", "secret"))
                .user(new User("bert", "secret"))
                .build());
    }

    static Backend of(Backend backend) {
        ServerTime time = ServerTime.standingStill(Instant.parse("2026-01-01T00:00:00Z"));
        LaggingBackend lagging = new LaggingBackend(backend, time, Runnable::run);
        lagging.lag(Duration.ofMinutes(1));
        return lagging;
    }
}
