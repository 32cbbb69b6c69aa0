package io.pymap.testcontainers;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("container")
@EnabledIf(value = "io.pymap.testcontainers.PymapContainer#canRun", disabledReason = "no Docker, or no image")
class FromJarTest {

    private static final Path JAR = Path.of("../pymap-server/target/pymap/lib/pymap-server-all.jar");

    private static final String BASE = System.getProperty("pymap.base.image", "eclipse-temurin:25-jre-alpine-3.23");

    @Test
    void runsWhereNoImageCanBePulled() {
        try (PymapContainer container = PymapContainer.fromJar(JAR, BASE)) {
            container.start();

            container.control().inbox().append(message().subject("hello"));

            assertThat(container.control().inbox().uids()).containsExactly(1L);
            await().until(container::isHealthy); // though there is no shell to ask for it
        }
    }
}
