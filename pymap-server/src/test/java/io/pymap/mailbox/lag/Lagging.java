package io.pymap.mailbox.lag;

import io.pymap.backend.dict.DictBackend;
import io.pymap.fixture.ServerTime;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import java.time.Duration;
import java.time.Instant;

/** Backends that lag behind, with the users {@code anna} and {@code bert}. */
final class Lagging {

    private Lagging() {}

    static Backend dict() {
        ServerTime time = ServerTime.standingStill(Instant.parse("2026-01-01T00:00:00Z"));
        Backend dict = DictBackend.builder()
                .user(new User("anna", "secret"))
                .user(new User("bert", "secret"))
                .clock(time)
                .build();
        LaggingBackend lagging = new LaggingBackend(dict, time, Runnable::run);
        lagging.lag(Duration.ofMinutes(1));
        return lagging;
    }
}
