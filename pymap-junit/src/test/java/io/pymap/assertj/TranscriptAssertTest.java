package io.pymap.assertj;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.assertj.ImapAssertions.assertThatThrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.transcript.TranscriptRecorder;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TranscriptAssertTest {

    private final TranscriptRecorder transcript = new TranscriptRecorder();

    @BeforeEach
    void talk() {
        Instant now = Instant.EPOCH;
        transcript.opened("1", "127.0.0.1:5000", now);
        transcript.received(
                "1",
                "a1 LOGIN bob secret\r\na2 SELECT {5+}\r\nInbox\r\na3 NOOP\r\na4 NOOP\r\na5 FOO\r\n".getBytes(UTF_8),
                now);
        transcript.sent("1", "a1 OK\r\na2 OK\r\na3 OK\r\na4 OK\r\na5 BAD what?\r\n".getBytes(UTF_8), now);
    }

    @Test
    void passesWhereItIsSo() {
        assertThat(transcript)
                .sent("SELECT INBOX")
                .sent("login bob *")
                .neverSent("EXAMINE *")
                .sentTimes(2, "NOOP")
                .hasConnections(1);
        assertThat((Object) transcript).asInstanceOf(ImapAssertions.TRANSCRIPT).sent("NOOP");
    }

    @Test
    void failsWhereItIsNot() {
        assertThatThrownBy(() -> assertThat(transcript).sent("EXAMINE *"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("EXAMINE *", "connection 1: SELECT \"Inbox\"  -> OK")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> assertThat(transcript).neverSent("SELECT *")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(transcript).sentTimes(1, "NOOP"))
                .hasMessageContaining("Expected 1 of  NOOP  but there were 2");
        assertThatThrownBy(() -> assertThat(transcript).hasConnections(2)).hasMessageContaining("there were 1");
        assertThatThrownBy(() -> assertThat(transcript).hasNoBadResponses())
                .hasMessageContaining("connection 1: FOO  -> BAD");
    }
}
