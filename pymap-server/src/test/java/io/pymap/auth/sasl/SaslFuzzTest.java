package io.pymap.auth.sasl;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pymap.auth.AuthenticationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("long")
class SaslFuzzTest {

    private static final List<String> MECHANISMS = List.of(
            "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "OAUTHBEARER", "XOAUTH2", "ANONYMOUS");

    /** Any octets give a step or an AuthenticationException; anything else fails the test. */
    @FuzzTest
    void answersAnyOctets(FuzzedDataProvider data) {
        SaslFixture server = new SaslFixture();
        SaslExchange exchange = server.exchange(data.pickValue(MECHANISMS), server.overTls());
        if (data.consumeBoolean()) {
            exchange.open();
        }
        byte[] rest = data.consumeRemainingAsBytes();
        int from = 0;
        // Line feeds stand between the responses, so that inputs can be read and written by people.
        for (int at = 0; at <= rest.length; at++) {
            if (at == rest.length || rest[at] == '\n') {
                respond(exchange, Arrays.copyOfRange(rest, from, at));
                from = at + 1;
            }
        }
    }

    private static void respond(SaslExchange exchange, byte[] octets) {
        try {
            exchange.respond(octets);
        } catch (AuthenticationException refused) {
            // One of the two allowed answers; the other is a step.
        }
    }
}
