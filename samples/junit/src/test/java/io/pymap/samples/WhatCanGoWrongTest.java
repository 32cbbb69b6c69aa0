package io.pymap.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fault.Fault;
import io.pymap.fault.Faults;
import io.pymap.fault.RecordedShape;
import io.pymap.fault.TlsFault;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Tls;
import io.pymap.junit.ImapServer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of samples/README.md about what can go wrong: each of them makes a rule, or changes the server's certificate. */
@ImapServer(tls = Tls.STARTTLS)
class WhatCanGoWrongTest {

    static Stream<Consumer<Faults>> lines() {
        return Stream.of(
                faults -> faults.on("UID FETCH").failAfterBytes(700, Fault.CONNECTION_RESET),
                faults -> faults.on("NOOP").fail(Fault.STALL),
                faults -> faults.onGreeting().delay(Duration.ofSeconds(30)),
                faults -> faults.on("FETCH").dribble(1, Duration.ofMillis(1)),
                faults -> faults.onIdle().bye("Shutting down"),
                faults -> faults.on("LOGOUT").fail(Fault.CONNECTION_RESET),
                faults -> faults.on("UID STORE").untaggedBefore("* 1 EXPUNGE"),
                faults -> faults.on("UID FETCH").no("[EXPUNGEISSUED] Some messages are gone"),
                faults -> faults.on("SELECT").replace("UIDVALIDITY \\d+", "UIDVALIDITY 7"),
                faults -> faults.on("FETCH").literalsOffBy(2),
                faults -> faults.on("FETCH").shape(RecordedShape.PARTS_LEFT_OUT),
                faults -> faults.on("CAPABILITY").replace(" IDLE", ""),
                faults -> faults.tls(TlsFault.STRIP_STARTTLS),
                faults -> faults.tls(TlsFault.EXPIRED),
                faults -> faults.on("FETCH")
                        .times(2)
                        .no("Request is throttled. Suggested Backoff Time: 300 milliseconds"),
                faults -> faults.onLogin().connection(3).no("[ALERT] Too many simultaneous connections."),
                faults -> faults.on("APPEND").failAfterBytes(0, Fault.CLOSE),
                faults -> faults.on("UID COPY").no("[OVERQUOTA] no"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void canBeSaidInOneLine(Consumer<Faults> line, ImapServerHandle imap) {
        line.accept(imap.faults());

        assertThat(imap.faults().rules()).hasSizeLessThanOrEqualTo(3);
    }
}
