package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MimeHeaderTest {

    private static final String HEADER = "From: a\r\nSubject : one\r\n two\r\n\r\n";

    private static MimeHeader parse(String header) {
        byte[] octets = header.getBytes(StandardCharsets.ISO_8859_1);
        return MimeHeader.parse(octets, 0, octets.length);
    }

    @Test
    void keepsFieldsAsWritten() {
        Field field = parse(HEADER + "body").first("SUBJECT").orElseThrow();

        assertThat(field.name().toString()).isEqualTo("Subject");
        assertThat(field.value().toString()).isEqualTo(" one\r\n two");
        assertThat(field.whole().toString()).isEqualTo("Subject : one\r\n two\r\n");
        assertThat(field.text()).isEqualTo("one two");
    }

    @Test
    void listsFieldsInTheirOrder() {
        assertThat(parse("B: 1\nA: 2\nB: 3").fields().stream()
                        .map(field -> field.lowerCaseName() + field.text())
                        .collect(Collectors.joining(",")))
                .isEqualTo("b1,a2,b3");
    }

    @Test
    void keepsALineOfOnlyWhiteSpaceInItsField() {
        MimeHeader header = parse("Subject: x\r\n  \r\n y\r\nTo: z\r\n\r\n");

        assertThat(header.first("Subject").orElseThrow().text()).isEqualTo("x   y");
        assertThat(header.fields()).hasSize(2);
    }

    @Test
    void selectsFieldsByName() {
        MimeHeader header = parse(HEADER);

        assertThat(header.fields(Set.of("subject", "X-None"), false).stream().map(Octets::toString))
                .containsExactly("Subject : one\r\n two\r\n");
        assertThat(header.fields(Set.of("SUBJECT"), true).stream().map(Octets::toString))
                .containsExactly("From: a\r\n");
        assertThat(header.fields(Set.of(), true)).hasSize(2);
    }

    @Test
    void endsWithItsEmptyLine() {
        assertThat(parse(HEADER + "X: y\r\n").octets().toString()).isEqualTo(HEADER);
    }
}
