package io.pymap.control.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTest {

    /** Whoever connects waits in its queue. */
    @Test
    void givesUpOnAServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI base = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            Control control = new Control(base, Optional.empty(), Duration.ofMillis(50));

            assertThatThrownBy(() -> control.get("/server"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("does not answer at " + base);
            assertThatThrownBy(() -> control.send("POST", "/await", Control.object(), Duration.ofMillis(10)))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }
}
