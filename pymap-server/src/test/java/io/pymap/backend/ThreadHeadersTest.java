package io.pymap.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Content;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadHeadersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello                     | hello",
                "Re: Hello                 | hello",
                "RE : hello                | hello",
                "re[2]: Fw: FWD: hello     | hello",
                "Re [2] : hello            | hello",
                "[list] Re: [other] hello  | hello",
                "[Fwd: Re: hello]          | hello",
                "Re: [Fwd: hello] (fwd)    | hello",
                "hello (fwd) (FWD)         | hello",
                "Hello    World            | hello world",
                "Regarding hello           | regarding hello",
                "[list]                    | [list]",
                "Re: [list]                | [list]",
                "Re:                       | ''",
                "Rex: hello                | rex: hello",
            })
    void findsTheBaseSubject(String subject, String base) {
        assertThat(ThreadHeaders.baseSubject(subject)).isEqualTo(base);
    }

    @Test
    void readsIdsInOrderAcrossFolds() {
        ThreadHeaders headers = scan("""
                Received: <no@x>
                References: <a@x>\t<b@x>
                  <c@\s\s
                 x> <a@x>
                In-Reply-To: "old style" <d@x>
                message-id : <e@x> <ignored@x>
                Message-ID: <second@x>
                Subject: Re: folded
                  subject

                References: <body@x>
                """);

        assertThat(headers.messageIds()).containsExactly("e@x", "d@x", "a@x", "b@x", "c@x");
        assertThat(headers.baseSubject()).isEqualTo("folded subject");
    }

    @Test
    void readsNoneFromABody() {
        assertThat(scan("\r\nMessage-ID: <1@x>\r\n").messageIds()).isEmpty();
        assertThat(scan("").messageIds()).isEmpty();
        assertThat(scan("\n").baseSubject()).isEmpty();
    }

    @Test
    void limitsTheNumberOfIds() {
        StringBuilder references = new StringBuilder("References:");
        for (int i = 0; i < 5000; i++) {
            references.append("\r\n <").append(i).append("@x>");
        }

        assertThat(scan(references.toString()).messageIds()).hasSize(200);
    }

    @Test
    void survivesGarbage() {
        long seed = 20_240_601;
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "<>[]():Re fwd\r\n\t Subject:Message-ID:References:\0\u00ff";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder("Subject: ");
            int length = random.nextInt(200);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            ThreadHeaders headers = scan(text.toString());

            assertThat(ThreadHeaders.baseSubject(headers.baseSubject()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(headers.baseSubject());
        }
    }

    private static ThreadHeaders scan(String text) {
        return ThreadHeaders.scan(
                Content.of(text.getBytes(StandardCharsets.ISO_8859_1)).load());
    }
}
