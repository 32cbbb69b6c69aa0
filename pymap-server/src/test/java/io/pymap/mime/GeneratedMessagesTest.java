package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GeneratedMessagesTest {

    /** The same notation as {@link GeneratedMessage.Node}. */
    private static String shown(MimePart part) {
        List<String> inside = (part.isMessage() ? part.message().stream().toList() : part.children())
                .stream().map(GeneratedMessagesTest::shown).toList();
        return part.contentType().type() + "/" + part.contentType().subtype() + " "
                + part.octets().offset() + "-" + part.bodyOctets().offset() + "-"
                + part.octets().end() + inside;
    }

    @Test
    void findsExactlyWhatTheGeneratorWrote() {
        for (long seed = 0; seed < 5_000; seed++) {
            GeneratedMessage message = new GeneratedMessage(seed);
            byte[] octets = message.octets();

            MimePart part = MimePart.parse(octets);

            assertThat(shown(part))
                    .as("seed %s:\n%s", seed, new String(octets, StandardCharsets.ISO_8859_1))
                    .isEqualTo(message.root().toString());
            PartChecks.check(part);
        }
    }

    @Test
    void holdsTogetherWhenMessagesAreDamaged() {
        for (long seed = 0; seed < 2_000; seed++) {
            byte[] octets = damaged(new GeneratedMessage(seed).octets(), new Random(seed));
            MimeLimits limits =
                    seed % 2 == 0 ? MimeLimits.DEFAULT : new MimeLimits(1 + (int) seed % 5, 1 + (int) seed % 7);
            try {
                PartChecks.check(MimePart.parse(octets, 0, octets.length, limits));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private static byte[] damaged(byte[] octets, Random random) {
        byte[] damaged = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
        for (int i = 0; i < 5 && damaged.length > 0; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) "\r\n-: \t\"(;=\0b".charAt(random.nextInt(12));
        }
        return damaged;
    }
}
