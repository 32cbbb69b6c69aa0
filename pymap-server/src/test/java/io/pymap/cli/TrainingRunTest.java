package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingRunTest {

    /** The image is built by it: a command that is refused would be found there only. */
    @Test
    void endsWell() {
        assertThat(TrainingRun.run()).isZero();
    }
}
