package io.pymap.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentReaderTest {

    /** A frame of lines, with a literal behind each but the last. */
    static ArgumentReader read(String line, String... literalsAndLines) {
        List<byte[]> lines = new ArrayList<>(List.of(line.getBytes(ISO_8859_1)));
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < literalsAndLines.length; i += 2) {
            boolean binary = lines.get(lines.size() - 1).length > 0
                    && new String(lines.get(lines.size() - 1), ISO_8859_1).contains("~{");
            literals.add(new Literal(Content.of(literalsAndLines[i].getBytes(ISO_8859_1)), binary));
            lines.add(literalsAndLines[i + 1].getBytes(ISO_8859_1));
        }
        return new ArgumentReader(new Frame.Command(lines, literals, false), false);
    }

    private static void refuses(Runnable reading, String message) {
        assertThatThrownBy(reading::run).isInstanceOf(SyntaxException.class).hasMessage(message);
    }

    @Test
    void readsEveryAtomCharacterAndNoOther() {
        String specials = "(){%*\"\\]";
        for (char c = 0; c < 256; c++) {
            boolean atom = c > 0x20 && c < 0x7F && specials.indexOf(c) < 0;
            String text = String.valueOf(c);
            if (atom) {
                assertThat(read(text).atom()).isEqualTo(text);
            } else {
                refuses(() -> read(text).atom(), "Expected an atom at column 1");
            }
        }
    }

    @Test
    void readsEveryTagCharacterAndNoOther() {
        for (char c = 0; c < 256; c++) {
            boolean tag = c > 0x20 && c < 0x7F && "(){%*\"\\+".indexOf(c) < 0;
            String text = String.valueOf(c);
            if (tag) {
                assertThat(read(text).tag()).isEqualTo(text);
            } else {
                refuses(() -> read(text).tag(), "Expected a tag at column 1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "a]b, a]b",
        "~peter, ~peter",
        "a~{b, a~",
        "'\"a b\"', a b",
        "'\"\"', ''",
        "'\"\\\"\\\\\"', '\"\\'"
    })
    void readsAnAstring(String line, String value) {
        assertThat(read(line).astring()).isEqualTo(value);
    }

    @Test
    void readsStringsAsUtf8() {
        assertThat(read("\"caf\u00c3\u00a9\"").astring()).isEqualTo("caf\u00e9");
        assertThat(read("{5}", "caf\u00c3\u00a9", "").astring()).isEqualTo("caf\u00e9");
        refuses(() -> read("\"caf\u00e9\"").astring(), "Expected UTF-8 in the string before this at column 7");
    }

    @Test
    void readsLiteralsBetweenLines() {
        ArgumentReader in = read("a {3}", "x y", " {2+}", "zz", " end");

        assertThat(in.atom()).isEqualTo("a");
        assertThat(in.space().string()).isEqualTo("x y");
        assertThat(in.space().astring()).isEqualTo("zz");
        assertThat(in.atEnd()).isFalse();
        assertThat(in.space().atom()).isEqualTo("end");
        assertThat(in.atEnd()).isTrue();
    }

    static List<Arguments> malformed() {
        return List.of(
                Arguments.of("", reader(ArgumentReader::space), "Expected another argument at column 1"),
                Arguments.of("x", reader(ArgumentReader::space), "Expected a space at column 1"),
                Arguments.of(
                        "\"abc",
                        reader(ArgumentReader::astring),
                        "Expected '\"' at the end of a quoted string at column 5"),
                Arguments.of(
                        "\"",
                        reader(ArgumentReader::astring),
                        "Expected '\"' at the end of a quoted string at column 2"),
                Arguments.of(
                        "\"a\\", reader(ArgumentReader::astring), "Expected '\"' or '\\' after a '\\' at column 4"),
                Arguments.of(
                        "\"a\\b\"", reader(ArgumentReader::astring), "Expected '\"' or '\\' after a '\\' at column 4"),
                Arguments.of(
                        "\"a\0\"",
                        reader(ArgumentReader::astring),
                        "Expected text without control characters in a quoted string at column 3"),
                Arguments.of(
                        "\"a\r\"",
                        reader(ArgumentReader::astring),
                        "Expected text without control characters in a quoted string at column 3"),
                Arguments.of("{3}", reader(ArgumentReader::astring), "Expected a literal at column 1"),
                Arguments.of("(", reader(ArgumentReader::astring), "Expected a string at column 1"),
                Arguments.of(
                        "abc", reader(ArgumentReader::string), "Expected a quoted string or a literal at column 1"),
                Arguments.of("nils", reader(ArgumentReader::nstring), "Expected a string or NIL at column 1"),
                Arguments.of("(\\Seen", reader(ArgumentReader::flagList), "Expected ')' at column 7"),
                Arguments.of("(\\Seen )", reader(ArgumentReader::flagList), "Expected an atom at column 8"),
                Arguments.of("(\\)", reader(ArgumentReader::flagList), "Expected an atom at column 3"),
                Arguments.of("Seen", reader(ArgumentReader::flagList), "Expected '(' at column 1"),
                Arguments.of("0", reader(in -> in.messageSet(false)), "Expected a number above 0 at column 1"),
                Arguments.of("1:", reader(in -> in.messageSet(false)), "Expected a number at column 3"),
                Arguments.of("1,", reader(in -> in.messageSet(false)), "Expected a number at column 3"),
                Arguments.of("-1", reader(in -> in.messageSet(false)), "Expected a number at column 1"),
                Arguments.of(
                        "x y",
                        reader(in -> {
                            in.atom();
                            in.end();
                        }),
                        "Expected the end of the command at column 2"));
    }

    private static Consumer<ArgumentReader> reader(Consumer<ArgumentReader> rule) {
        return rule;
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void saysWhatItExpectedAndWhere(String line, Consumer<ArgumentReader> rule, String message) {
        refuses(() -> rule.accept(read(line)), message);
    }

    @Test
    void refusesWhatOnlyLooksLikeALiteral() {
        refuses(() -> read("{5 {3}", "abc", "").astring(), "Expected the size of a literal at column 1");
        refuses(() -> read("~{3}", "abc", "").astring(), "Expected a string and no literal8 at column 1");
        refuses(
                () -> read("{3}", "a\0b", "").astring(),
                "Expected no NUL in the literal before this at column 1 after literal 1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "00, 0", "7, 7", "4294967295, 4294967295", "0004294967295, 4294967295"})
    void readsNumbersOf32Bits(String text, long value) {
        assertThat(read(text).number()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "42949672950", "9223372036854775807", "99999999999999999999999"})
    void refusesNumbersOver32Bits(String text) {
        refuses(() -> read(text).number(), "Expected a number up to 4294967295 at column 1");
        refuses(() -> read(text).nonZeroNumber(), "Expected a number up to 4294967295 at column 1");
        refuses(() -> read("1:" + text).messageSet(true), "Expected a number up to 4294967295 at column 3");
    }

    @Test
    void readsNumbersOf63Bits() {
        assertThat(read("9223372036854775807").number63()).isEqualTo(Long.MAX_VALUE);
        refuses(
                () -> read("9223372036854775808").number63(),
                "Expected a number up to 9223372036854775807 at column 1");
        refuses(
                () -> read("18446744073709551616").number63(),
                "Expected a number up to 9223372036854775807 at column 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 5 | 1-1",
                "* | 5 | 5-5",
                "1:* | 5 | 1-5",
                "*:1 | 5 | 1-5",
                "7:* | 5 | 5-7",
                "3:1 | 5 | 1-3",
                "1,3,5 | 9 | 1-1 3-3 5-5",
                "5,3,1:4 | 9 | 1-5",
                "1:2,3:4 | 9 | 1-4",
                "*,1 | 0 | 0-1",
                "4294967295:* | 7 | 7-4294967295",
                "1:4294967295 | 7 | 1-4294967295"
            })
    void resolvesSets(String text, long star, String ranges) {
        List<String> resolved = read(text).messageSet(false).resolve(star).stream()
                .map(range -> range.first() + "-" + range.last())
                .toList();

        assertThat(String.join(" ", resolved)).isEqualTo(ranges);
    }

    @Test
    void limitsTheRangesOfASet() {
        assertThat(read("1,".repeat(9_999) + "1").messageSet(false).ranges()).hasSize(10_000);
        assertThatThrownBy(() -> read("1,".repeat(10_000) + "1").messageSet(false))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("Expected at most 10000 ranges in a set");
    }

    @Test
    void leavesOutFlagsThatCannotBeSet() {
        assertThat(read("(\\seen \\Recent \\Other Work $X)").flagList().asList())
                .containsExactly("\\Seen", "$X", "Work");
        assertThat(read("()").flagList().isEmpty()).isTrue();
        assertThat(read("\\Seen \\Deleted").bareFlags().asList()).containsExactly("\\Deleted", "\\Seen");
    }

    @Test
    void readsMailboxNames() {
        assertThat(read("inbox").mailboxName().value()).isEqualTo("INBOX");
        assertThat(read("\"a b/&AOk-\"").mailboxName().value()).isEqualTo("a b/\u00e9");
        assertThat(read("a/%.*").listPattern()).isEqualTo("a/%.*");
        assertThat(read("a]").listPattern()).isEqualTo("a]");
        assertThatThrownBy(() -> read("\"\"").mailboxName()).isInstanceOf(MailboxException.NotAllowed.class);
    }
}
