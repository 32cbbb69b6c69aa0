package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.transcript.CommandPattern;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Transcript;
import java.util.List;

/** What clients have sent, and what has come of it: a round trip that avoids a command shows nothing of it. */
final class SentCommands {

    private final List<Exchange> exchanges;

    SentCommands(Transcript transcript) {
        exchanges = transcript.exchanges();
    }

    /** Each was sent at least once, as such patterns tell, and has succeeded. */
    SentCommands succeeded(String... patterns) {
        for (String pattern : patterns) {
            assertThat(exchanges)
                    .filteredOn(exchange -> exchange.status().equals("OK"))
                    .filteredOn(CommandPattern.of(pattern)::matches)
                    .as(pattern)
                    .isNotEmpty();
        }
        return this;
    }

    /** It was sent at least so many times, whatever has come of it. */
    SentCommands sent(String pattern, int times) {
        assertThat(exchanges)
                .filteredOn(CommandPattern.of(pattern)::matches)
                .as(pattern)
                .hasSizeGreaterThanOrEqualTo(times);
        return this;
    }

    /** None was one that the server does not understand. */
    SentCommands noneBad() {
        assertThat(exchanges)
                .filteredOn(exchange -> exchange.status().equals("BAD"))
                .isEmpty();
        return this;
    }

    /** None was refused but those, by their response codes. */
    SentCommands refusedOnlyWith(String... codes) {
        assertThat(exchanges)
                .filteredOn(exchange -> exchange.status().equals("NO"))
                .extracting(Exchange::code)
                .containsExactlyInAnyOrder(codes);
        return this;
    }
}
