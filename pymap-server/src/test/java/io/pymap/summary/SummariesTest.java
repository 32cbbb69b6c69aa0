package io.pymap.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Content;
import io.pymap.mime.MimePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummariesTest {

    private final AtomicInteger computed = new AtomicInteger();
    private final Derived<String> subject = new Derived<>(
            "subject",
            String.class,
            message -> {
                computed.incrementAndGet();
                return message.envelope().subject().orElse("");
            },
            String::length,
            new Derived.Form<>(text -> text.getBytes(UTF_8), octets -> new String(octets, UTF_8)));

    private static Content message(String text) {
        return Content.of(("Subject: " + text + "\r\n\r\n").getBytes(UTF_8));
    }

    private String ask(Summaries summaries, Content content) {
        Content.InMemory octets = content.load();
        return summaries.get(subject, content, () -> MimePart.parse(octets.array(), octets.offset(), octets.length()));
    }

    @Test
    void worksOutAValueOnceForEachContent() {
        Summaries summaries = new Summaries();
        Content content = message("a");

        assertThat(ask(summaries, content)).isEqualTo("a");
        assertThat(ask(summaries, content.slice(0, content.size()))).isEqualTo("a");
        assertThat(computed).hasValue(1);
        assertThat(ask(summaries, message("a"))).isEqualTo("a");
        assertThat(computed).hasValue(2);
    }

    @Test
    void tellsPartsOfOneArrayApart() {
        Summaries summaries = new Summaries();
        Content whole = Content.of("Subject: a\r\n\r\nSubject: b\r\n\r\n".getBytes(UTF_8));

        assertThat(ask(summaries, whole.slice(0, 14))).isEqualTo("a");
        assertThat(ask(summaries, whole.slice(14, 14))).isEqualTo("b");
    }

    @Test
    void forgetsWhatWasAskedForLongestAgo() {
        Summaries summaries = new Summaries(1_000);
        List<Content> contents = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> contents.add(message("m" + i)));

        contents.forEach(content -> ask(summaries, content));
        assertThat(summaries.size()).isBetween(1, 8);
        int before = computed.get();
        ask(summaries, contents.get(19));
        assertThat(computed).hasValue(before);
        ask(summaries, contents.get(0));
        assertThat(computed).hasValue(before + 1);
    }

    @Test
    void doesNotKeepWhatIsTooHeavy() {
        Summaries summaries = new Summaries(10);

        assertThat(ask(summaries, message("a"))).isEqualTo("a");
        assertThat(summaries.size()).isZero();
    }

    @Test
    void keepsWireFormsWithLiterals() {
        Content content = message("gr\u00fc\u00df");
        byte[] envelope = new Summaries()
                .get(
                        Derived.ENVELOPE,
                        content,
                        () -> MimePart.parse(content.load().array()));

        assertThat(new String(envelope, UTF_8))
                .isEqualTo("(NIL {6}\r\ngr\u00fc\u00df NIL NIL NIL NIL NIL NIL NIL NIL)");
    }

    @Test
    void keepsValuesWithContentThatLiesElsewhere() {
        Shelf shelf = new Shelf();

        assertThat(ask(new Summaries(), new Elsewhere("a", shelf))).isEqualTo("a");
        assertThat(ask(new Summaries(), new Elsewhere("a", shelf))).isEqualTo("a");

        assertThat(computed).hasValue(1);
    }

    @Test
    void knowsContentThatLiesElsewhereByItsIdentity() {
        Summaries summaries = new Summaries();

        assertThat(ask(summaries, new Elsewhere("a", new Shelf()))).isEqualTo("a");
        assertThat(ask(summaries, new Elsewhere("b", new Shelf()))).isEqualTo("b");
        assertThat(ask(summaries, new Elsewhere("a", new Shelf()))).isEqualTo("a");

        assertThat(computed).hasValue(2);
        assertThat(summaries.known(subject, new Elsewhere("c", new Shelf()))).isEmpty();
        assertThat(summaries.known(subject, new Elsewhere("a", new Shelf()))).contains("a");
    }

    private static final class Shelf implements Content.Notes {
        private final Map<String, byte[]> values = new HashMap<>();

        @Override
        public Optional<byte[]> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public void keep(String name, byte[] value) {
            values.put(name, value);
        }
    }

    private record Elsewhere(String text, Shelf notes) implements Content.Stored {

        @Override
        public long size() {
            return load().size();
        }

        @Override
        public Object identity() {
            return text;
        }

        @Override
        public Content open() {
            return load();
        }

        @Override
        public InMemory load() {
            return message(text).load();
        }
    }
}
