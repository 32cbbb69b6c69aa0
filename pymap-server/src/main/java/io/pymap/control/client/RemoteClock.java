package io.pymap.control.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;

/** The time of a server in another process. */
record RemoteClock(Control control) implements TestClock {

    @Override
    public Instant now() {
        return Instant.parse(control.get("/clock").path("now").asText());
    }

    @Override
    public TestClock advance(Duration time) {
        return move(Control.object().put("advance", time.toString()));
    }

    @Override
    public TestClock advanceTo(Instant moment) {
        return move(Control.object().put("advanceTo", moment.toString()));
    }

    private TestClock move(ObjectNode how) {
        control.send("POST", "/clock", how);
        return this;
    }
}
