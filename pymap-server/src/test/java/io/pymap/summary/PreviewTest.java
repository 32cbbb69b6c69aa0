package io.pymap.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mime.MimePart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {

    private static String preview(String message) {
        return Preview.of(MimePart.parse(message.replace("\n", "\r\n").getBytes(UTF_8)));
    }

    @Test
    void collapsesWhiteSpace() {
        assertThat(preview("Subject: x\n\n  Hello,\n\n\tworld!\u00a0 \n")).isEqualTo("Hello, world!");
    }

    @Test
    void leavesOutQuotesAndSignature() {
        assertThat(preview("Subject: x\n\nOn Monday Ann wrote:\n\n> old\n> text\nI agree:\n1\n-- \nBob\n"))
                .isEqualTo("I agree: 1");
    }

    @Test
    void isAtMostTwoHundredCharacters() {
        assertThat(preview("\n" + "😀".repeat(300))).isEqualTo("😀".repeat(200));
        assertThat(preview("\n" + "a ".repeat(300))).hasSize(199);
    }

    @Test
    void prefersPlainTextOfAlternatives() {
        String message = """
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/html

                <p>html
                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                gr=C3=BC=C3=9Fe
                --b--
                """;
        assertThat(preview(message)).isEqualTo("grüße");
    }

    @Test
    void passesOverAttachmentsAndIsEmptyWithoutText() {
        String message = """
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Disposition: attachment

                no
                --b
                Content-Type: image/png

                png
                --b--
                """;
        assertThat(preview(message)).isEmpty();
        assertThat(preview(message.replace("image/png", "text/plain"))).isEqualTo("png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>Hello<br>world</p> | Hello world",
                "<head><title>t</title><style>p{}</style></head>x | x",
                "a<b>b</b>c | abc",
                "1 &lt; 2 &amp;&amp; &#x41;&#66;&nbsp;&unknown; & | 1 < 2 && AB &unknown; &",
                "<!-- <p>no --> yes | yes",
                "<a title=\">\">x</a> 1 < 2 | x 1 < 2",
                "<blockquote>a<blockquote>b</blockquote>c</blockquote>d | d",
                "<p unclosed | ``",
                "&#xD800; &#0; &#99999999999; | `&#xD800; &#0; &#99999999999;`",
            })
    void readsHtml(String html, String expected) {
        assertThat(preview("Content-Type: text/html\n\n" + html)).isEqualTo(expected);
    }
}
