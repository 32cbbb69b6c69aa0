package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {

    @Test
    void readsNamesByNumber() {
        Keywords keywords = Keywords.parse(octets("0 $Label1\n2 Work\n25 last\n"));

        assertThat(keywords.index("$label1")).hasValue(0);
        assertThat(keywords.index("WORK")).hasValue(2);
        assertThat(keywords.index("last")).hasValue(25);
        assertThat(keywords.index("other")).isEmpty();
        assertThat(keywords.name(0)).contains("$Label1");
        assertThat(keywords.name(1)).isEmpty();
        assertThat(keywords.name(25)).contains("last");
    }

    @Test
    void writesWhatItHasRead() {
        String text = "0 $Label1\n2 Work\n25 last\n";

        assertThat(Keywords.parse(octets(text)).octets()).isEqualTo(octets(text));
        assertThat(Keywords.parse(octets("1 a\r\n\r\n0 b")).octets()).isEqualTo(octets("0 b\n1 a\n"));
        assertThat(Keywords.parse(octets("1 old\n1 new\n")).octets()).isEqualTo(octets("1 new\n"));
    }

    @Test
    void fillsHolesFirst() {
        Keywords keywords = Keywords.parse(octets("0 a\n2 c\n"));

        Keywords more = keywords.with("b").orElseThrow().with("d").orElseThrow();

        assertThat(more.octets()).isEqualTo(octets("0 a\n1 b\n2 c\n3 d\n"));
        assertThat(more.with("B")).contains(more);
    }

    @Test
    void holdsTwentySixAndNoMore() {
        Keywords keywords = Keywords.NONE;
        for (int i : IntStream.range(0, 26).toArray()) {
            keywords = keywords.with("k" + i).orElseThrow();
        }

        assertThat(keywords.index("k25")).hasValue(25);
        assertThat(keywords.with("k26")).isEmpty();
        assertThat(keywords.with("K25")).isPresent();
        assertThat(Keywords.parse(keywords.octets())).isEqualTo(keywords);
    }

    @Test
    void takesNoLineEndForPartOfAName() {
        assertThat(Keywords.parse(octets("0 a\r\n1 b\r\r\n2 c\r")).octets()).isEqualTo(octets("0 a\n1 b\n2 c\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "no number\n", "26 z\n", "-1 a\n", "1\n", "1 \n", "999999999999 a\n", " a\n", "0x1 a"})
    void skipsWhatIsNoKeyword(String text) {
        assertThat(Keywords.parse(octets(text))).isEqualTo(Keywords.NONE);
    }

    @Test
    void keepsLettersWhoseNamesCannotBeShown() {
        Keywords keywords =
                Keywords.parse(octets("0 two words\n1 b\u00E9\n")).with("c").orElseThrow();

        assertThat(keywords.name(0)).isEmpty();
        assertThat(keywords.name(1)).isEmpty();
        assertThat(keywords.octets()).isEqualTo(octets("0 two words\n1 b\u00E9\n2 c\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "\\Seen", "\u00E9", "(", "a]"})
    void takesInNothingThatIsNoKeyword(String name) {
        assertThatThrownBy(() -> Keywords.NONE.with(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @FuzzTest
    void readsItsOwnWritingWhateverItHasRead(byte[] octets) {
        Keywords keywords = Keywords.parse(octets);

        assertThat(Keywords.parse(keywords.octets())).isEqualTo(keywords);
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
