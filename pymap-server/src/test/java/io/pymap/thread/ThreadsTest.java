package io.pymap.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.InternalDate;
import io.pymap.summary.HeaderKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsTest {

    /** Messages as {@code subject|id|references, apart from each other by ;}, a day between each and the next. */
    private static String threads(Supplier<ThreadAlgorithm> kind, String messages) {
        ThreadAlgorithm algorithm = kind.get();
        int number = 0;
        for (String message : messages.split(";")) {
            String[] parts = message.strip().split("\\|", -1);
            number++;
            algorithm.add(
                    number,
                    new InternalDate(number * 86_400L, 0),
                    header(parts[0], parts[1], parts[2].isEmpty() ? List.of() : Arrays.asList(parts[2].split(" "))));
        }
        return text(algorithm.threads());
    }

    private static HeaderKeys header(String subject, String id, List<String> references) {
        boolean reply = subject.startsWith("Re: ");
        return new HeaderKeys(
                Optional.empty(), reply ? subject.substring(4) : subject, reply, "", "", "", "", "", id, references);
    }

    private static String text(List<ThreadNode> threads) {
        StringBuilder text = new StringBuilder();
        for (ThreadNode node : threads) {
            text.append('(')
                    .append(node.isDummy() ? "" : node.number())
                    .append(text(node.children()))
                    .append(')');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        // a chain whose middle is not there; the child of a dummy moves up
        "'a|1|; b|3|1 2', (1(2))",
        // the dummy at the top stays where it has several children only
        "'a|2|1; b|3|1', ((1)(2))",
        "'a|2|1', (1)",
        // what a message says of itself counts more than what others say of it
        "'a|3|1 2 3; b|2|; c|1|', (1)(2)(3)",
        "'a|9|1 2; b|2|', (2(1))",
        // no loop, whichever way round
        "'a|1|2; b|2|1', (2(1))",
        "'a|1|1', (1)",
        "'a|1|2 3; b|2|3 1; c|3|1 2', (2(3(1)))",
        // the second of two with one id is another message
        "'a|1|; b|1|; c|3|1', (1(3))(2)",
        // without an id
        "'a||; b||', (1)(2)",
        // by subject: a reply below what it replies to, whichever came first; equals below a dummy
        "'a|1|; Re: a|2|', (1(2))",
        "'Re: a|1|; a|2|', (2(1))",
        "'a|1|; a|2|', ((1)(2))",
        "'Re: a|1|; Re: a|2|', ((1)(2))",
        "'a|1|; a|2|; Re: a|3|', ((1)(2)(3))",
        // two dummies of one subject become one
        "'a|2|1; b|3|1; a|5|4; c|6|4', ((1)(2)(3)(4))",
        // no subject is no common subject
        "'|1|; |2|', (1)(2)"
    })
    void threadsByReferences(String messages, String expected) {
        assertThat(threads(References::new, messages)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'a|1|; b|2|; Re: a|3|; a|4|', (1(3)(4))(2)",
        "'|1|; |2|', (1(2))",
    })
    void threadsBySubject(String messages, String expected) {
        assertThat(threads(OrderedSubject::new, messages)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'a|1|; Re: a|2|; c|3|1', (2)(1(3))",
        "'a|2|1; b|5|; b|3|1', (2)((1)(3))",
    })
    void putsTheLatestLast(String messages, String expected) {
        assertThat(threads(Refs::new, messages)).isEqualTo(expected);
    }

    /** Every message is in one place, whatever the headers say, and no thread is endless. */
    @Test
    void losesNoMessage() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int messages = 1 + random.nextInt(12);
            for (Supplier<ThreadAlgorithm> kind :
                    List.<Supplier<ThreadAlgorithm>>of(References::new, OrderedSubject::new, Refs::new)) {
                ThreadAlgorithm algorithm = kind.get();
                for (int number = 1; number <= messages; number++) {
                    List<String> references = new ArrayList<>();
                    for (int i = random.nextInt(4); i > 0; i--) {
                        references.add("" + random.nextInt(10));
                    }
                    String id = random.nextInt(5) == 0 ? "" : "" + random.nextInt(10);
                    String subject = (random.nextBoolean() ? "Re: " : "") + "abc".charAt(random.nextInt(3));
                    algorithm.add(number, new InternalDate(random.nextInt(5), 0), header(subject, id, references));
                }
                String text = text(algorithm.threads());
                for (int number = 1; number <= messages; number++) {
                    assertThat(text.split("[()]+"))
                            .as("seed %d: %s", seed, text)
                            .containsOnlyOnce("" + number);
                }
            }
        }
    }

    /** Neither a stack as deep as the thread, nor time that grows with its square. */
    @Test
    @Timeout(60)
    void threadsAHundredThousandMessagesInARow() {
        List<Integer> order = new ArrayList<>();
        for (int number = 1; number <= 100_000; number++) {
            order.add(number);
        }
        for (boolean shuffled : new boolean[] {false, true}) {
            if (shuffled) {
                Collections.shuffle(order, new Random(1));
            }
            ThreadAlgorithm algorithm = new Refs();
            for (int number : order) {
                algorithm.add(number, new InternalDate(number, 0), header("", "" + number, List.of("" + (number - 1))));
            }
            int count = 0;
            for (List<ThreadNode> level = algorithm.threads(); !level.isEmpty(); ) {
                List<ThreadNode> next = new ArrayList<>();
                for (ThreadNode node : level) {
                    count++;
                    next.addAll(node.children());
                }
                level = next;
            }
            assertThat(count).isEqualTo(100_000);
        }
    }
}
