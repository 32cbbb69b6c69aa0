package io.pymap.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pymap.transcript.TranscriptEvent.Kind;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TranscriptEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TranscriptRecorder recorder = new TranscriptRecorder();

    private void received(String text) {
        recorder.received("1", text.getBytes(US_ASCII), NOW);
    }

    @Test
    void haveNumbersThatGoOnWhenThePastIsForgotten() {
        recorder.opened("1", "127.0.0.1:1", NOW);
        received("a NOOP\r\nb NO");
        recorder.noted("1", "a remark", NOW);
        recorder.clear();
        received("OP\r\n");
        recorder.closed("1", NOW);

        assertThat(recorder.lastEvent()).isEqualTo(5);
        assertThat(recorder.eventsAfter(0, 9))
                .extracting(TranscriptEvent::number, TranscriptEvent::kind)
                .containsExactly(tuple(4L, Kind.LINE), tuple(5L, Kind.CLOSED));
        assertThat(recorder.eventsAfter(4, 9)).hasSize(1);
        assertThat(recorder.eventsAfter(5, 9)).isEmpty();
        assertThat(recorder.eventsAfter(99, 9)).isEmpty();
        assertThat(recorder.eventsAfter(0, 1))
                .extracting(TranscriptEvent::number)
                .containsExactly(4L);
    }

    /** A remark stays behind the line that had begun when it was made, whether that ends or not, is shown or not. */
    @Test
    void keepTheirPlacesInTheContent() {
        recorder.opened("1", "127.0.0.1:1", NOW);
        received("a LOGIN {3}\r\n");
        recorder.sent("1", "+ go on\r\n".getBytes(US_ASCII), NOW);
        received("bob {6}\r\n");
        recorder.sent("1", "+ go on\r\n* OK still".getBytes(US_ASCII), NOW);
        recorder.noted("1", "in the middle", NOW);
        received("sec");

        TranscriptContent clear = recorder.content(true);
        TranscriptContent shown = recorder.content(false);

        assertThat(clear.unfinished()).extracting(Line::text).containsExactly("sec", "* OK still");
        assertThat(shown.unfinished())
                .extracting(Line::text)
                .contains("* OK still")
                .doesNotContain("sec");
        assertThat(clear.remarks())
                .containsExactly(new TranscriptContent.Remark("1", clear.lines().size() + 1, "in the middle"));
        recorder.sent("1", " here\r\n".getBytes(US_ASCII), NOW);
        assertThat(recorder.content(true).remarks()).isEqualTo(clear.remarks());
    }

    @Test
    void tellWhatPassedOfALineThatWasCut() {
        recorder.opened("1", "127.0.0.1:1", NOW);
        recorder.sent("1", "* OK hel".getBytes(US_ASCII), NOW);
        Instant later = NOW.plusSeconds(1);

        recorder.closed("1", later);

        assertThat(recorder.eventsAfter(1, 9))
                .extracting(TranscriptEvent::kind, TranscriptEvent::at)
                .containsExactly(tuple(Kind.LINE, later), tuple(Kind.CLOSED, later));
        assertThat(recorder.eventsAfter(1, 1).get(0).shown().orElseThrow().text())
                .isEqualTo("* OK hel");
        assertThat(recorder.content(true).unfinished()).hasSize(1);
    }

    @Test
    void keepSecretsApart() {
        recorder.opened("1", "127.0.0.1:1", NOW);
        received("a LOGIN bob secret\r\n");

        TranscriptEvent login = recorder.eventsAfter(1, 1).get(0);

        assertThat(login.line().orElseThrow().text()).contains("secret");
        assertThat(login.shown().orElseThrow().text()).contains("LOGIN").doesNotContain("secret");
    }

    @Test
    void wakeWhoWatches() {
        AtomicInteger woken = new AtomicInteger();
        Runnable end = recorder.watch(woken::incrementAndGet);

        recorder.opened("1", "127.0.0.1:1", NOW);
        received("a NOOP\r\n");
        end.run();
        received("b NOOP\r\n");

        assertThat(woken).hasValue(2);
    }
}
