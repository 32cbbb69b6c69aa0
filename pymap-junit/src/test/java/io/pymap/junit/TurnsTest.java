package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns();

    @Test
    void areTakenAgainWhenTheyAreOver() {
        turns.take().close();
        turns.take().close();
    }

    @Test
    void comeToThoseWhoWait() throws Exception {
        Turns.Turn first = turns.take();
        CompletableFuture<Turns.Turn> second = CompletableFuture.supplyAsync(turns::take);
        assertThat(second).isNotDone();

        first.close();

        second.get(10, TimeUnit.SECONDS).close();
    }

    /** It would wait for ever: JUnit runs it inside the test that has the turn. */
    @Test
    void areNotTakenTwiceByOneThread() {
        Turns.Turn first = turns.take();

        assertThatThrownBy(turns::take).hasMessageContaining("@Execution(ExecutionMode.SAME_THREAD)");

        first.close();
    }

    @Test
    void areNotWaitedForWhenInterrupted() {
        CompletableFuture.supplyAsync(turns::take).join();
        Thread.currentThread().interrupt();

        assertThatThrownBy(turns::take).hasMessageContaining("Interrupted while another test uses");
        assertThat(Thread.interrupted()).isTrue();
    }
}
