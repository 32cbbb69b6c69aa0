package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class ClientProgramTest {

    @BeforeEach
    void unlessClientsAreLeftOut() {
        Assumptions.assumeFalse("none".equals(System.getProperty("pymap.clients")));
    }

    @Test
    void failsWithThePackageThatIsMissing() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> ClientProgram.find("no-such-program-anywhere", "some-package"))
                .withMessageContaining("no-such-program-anywhere")
                .withMessageContaining("some-package")
                .withMessageContaining("-Dpymap.clients=none");
    }

    @Test
    void tellsFailureFromSuccess() throws IOException, InterruptedException {
        ClientProgram shell = ClientProgram.find("sh", "dash");

        assertThat(shell.run("-c", "echo out; echo err >&2").succeeded()).isEqualTo("out\nerr\n");
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> shell.run("-c", "echo why; exit 3").succeeded())
                .withMessageContaining("got 3")
                .withMessageContaining("why");
    }
}
