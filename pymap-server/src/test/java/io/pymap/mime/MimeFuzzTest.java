package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

class MimeFuzzTest {

    @FuzzTest
    void answersEveryQuestionAboutAnyMessage(byte[] octets) {
        MimePart message = MimePart.parse(octets);
        PartChecks.check(message);
        PartChecks.check(MimePart.parse(octets, 0, octets.length, new MimeLimits(3, 4)));
        Deque<MimePart> parts = new ArrayDeque<>(List.of(message));
        while (!parts.isEmpty()) {
            MimePart part = parts.pop();
            ask(part);
            part.children().forEach(parts::push);
            part.message().ifPresent(parts::push);
        }
    }

    private static void ask(MimePart part) {
        assertThat(part.decodedText().isPresent()).isEqualTo(part.isText());
        part.decodedBody();
        part.languages();
        part.disposition()
                .ifPresent(disposition -> assertThat(disposition.parameters()).hasSizeLessThanOrEqualTo(100));
        part.contentType().parameters().forEach(parameter -> part.contentType().parameter(parameter.name()));
        Envelope envelope = part.envelope();
        envelope.subject().ifPresent(EncodedWords::decode);
        envelope.date().ifPresent(MessageDate::parse);
        checkGroups(envelope.to());
        checkFields(part.header());
    }

    /** Every group that starts ends, before the next one starts. */
    private static void checkGroups(List<Address> addresses) {
        boolean inGroup = false;
        for (Address address : addresses) {
            if (address.isStartOfGroup() || address.isEndOfGroup()) {
                assertThat(address.isEndOfGroup()).isEqualTo(inGroup);
                inGroup = !inGroup;
            }
        }
        assertThat(inGroup).isFalse();
    }

    /** The fields and the empty line are the whole header. */
    private static void checkFields(MimeHeader header) {
        StringBuilder joined = new StringBuilder();
        header.fields(Set.of(), true).forEach(field -> joined.append(field));
        String all = header.octets().text(StandardCharsets.ISO_8859_1);
        assertThat(all.substring(joined.length())).isIn("", "\n", "\r\n");
        assertThat(all).startsWith(joined);
    }
}
