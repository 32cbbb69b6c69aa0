package io.pymap.auth.sasl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pymap.auth.AuthenticationException;
import java.util.List;

class SaslFuzzTest {

    private static final List<String> MECHANISMS = List.of("PLAIN", "LOGIN", "CRAM-MD5");

    /** Any octets give a step or an AuthenticationException; anything else fails the test. */
    @FuzzTest
    void answersAnyOctets(FuzzedDataProvider data) {
        SaslExchange exchange = new SaslFixture().exchange(data.pickValue(MECHANISMS));
        if (data.consumeBoolean()) {
            exchange.open();
        }
        for (int response = 0; response < 3; response++) {
            byte[] octets = response < 2 ? data.consumeBytes(data.consumeInt(0, 100)) : data.consumeRemainingAsBytes();
            try {
                exchange.respond(octets);
            } catch (AuthenticationException refused) {
                // One of the two allowed answers; the other is a step.
            }
        }
    }
}
