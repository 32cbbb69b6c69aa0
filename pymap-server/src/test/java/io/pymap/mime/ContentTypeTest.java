package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {

    private static ContentType parse(String value) {
        return Outline.parse("Content-Type: " + value + "\r\n\r\n").contentType();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TEXT/HTML | text/html",
                "text/plain; charset=us-ascii (Plain text) | text/plain charset=us-ascii",
                "text/plain; Charset=\"us-ascii\" | text/plain charset=us-ascii",
                "(a) text (b) / (c) plain (d;x=y) ; a = b | text/plain a=b",
                "image/png; name=my file.png; x=y | image/png name=my file.png x=y",
                "image/png; name=\"a\\\\b\\\"c;d\" z; x=y | image/png name=a\\b\"c;d x=y",
                "image/png; name=\"unclosed; x=y | image/png name=unclosed; x=y",
                "image/png; a=; =b; ; c; d=e | image/png a= d=e",
                "image/png; a=1; A=2 | image/png a=1 a=2",
                "image/png; NAME*0*=utf-8''a%20; name*1=b | image/png name*0*=utf-8''a%20 name*1=b",
                "image/png x; a=b | image/png a=b",
                "image/svg+xml | image/svg+xml",
                "text | text/plain",
                "text/; a=b | text/plain",
                "/plain | text/plain",
                "\"text/html\" | text/plain",
                "text/plain; a=(unclosed \\ | text/plain a="
            })
    void readsTypesAndParameters(String value, String expected) {
        ContentType type = parse(value);
        String shown = type.type() + "/" + type.subtype()
                + type.parameters().stream()
                        .map(parameter -> " " + parameter.name() + "=" + parameter.value())
                        .collect(Collectors.joining());

        assertThat(shown).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name=a | a",
                "NAME=a | a",
                "name*=utf-8'de'%C3%A4 | \u00e4",
                "name=plain; name*=utf-8''%C3%A4 | \u00e4",
                "name*0=a; name*1=b; name*3=d | ab",
                "name*1=b; name*0=a | ab",
                "name*0*=iso-8859-1''%E4; name*1=%E4; name*2*=%E4 | \u00e4%E4\u00e4",
                "name*=no-such''%E4 | \u00e4",
                "name*=%E4 | \u00e4",
                "name*=utf-8''100%; x=y | 100%",
                "name*=utf-8''%4 | %4",
                "name*=utf-8''%zz%41 | %zzA",
                "other=a | -"
            })
    void decodesParameters(String parameters, String expected) {
        assertThat(parse("x/y; " + parameters).parameter("Name").orElse("-")).isEqualTo(expected);
    }

    @Test
    void keepsAHundredParameters() {
        String many = IntStream.range(0, 200).mapToObj(i -> "; p" + i + "=" + i).collect(Collectors.joining());

        assertThat(parse("text/plain" + many).parameters())
                .hasSize(100)
                .startsWith(new Parameter("p0", "0"))
                .endsWith(new Parameter("p99", "99"));
    }
}
