package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.M2P3Q4.host,S=22,W=25:2,FS | 1.M2P3Q4.host,S=22,W=25 | FS
                    1.M2P3Q4.host:2,             | 1.M2P3Q4.host           | ''
                    1.M2P3Q4.host                | 1.M2P3Q4.host           | ''
                    1.host:2,FSabz9!             | 1.host                  | FSabz9!
                    1.host:2,S,more:x            | 1.host                  | ''
                    1.host:1,S                   | 1.host                  | ''
                    1.host:x:2,S                 | 1.host                  | S
                    1.host:                      | 1.host                  | ''
                    1.host2,S                    | 1.host2,S               | ''
                    :2,S                         | ''                      | S
                    """)
    void takesNamesApart(String name, String base, String info) {
        FileName parsed = FileName.parse(name, ':');

        assertThat(parsed.base()).isEqualTo(base);
        assertThat(parsed.info()).isEqualTo(info);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    a,S=22,W=25        | 22 | 25
                    a,W=25,S=22:2,S    | 22 | 25
                    a,S=22             | 22 | -
                    a,S=0              | 0  | -
                    a,S=               | -  | -
                    a,S=-1,W=1.5       | -  | -
                    a,S=22x            | -  | -
                    a,S=1,S=2          | 1  | -
                    a,S=1234567890123456789 | - | -
                    a:2,S=5            | -  | -
                    aS=5               | -  | -
                    """)
    void readsSizesFromTheBase(String name, Long physical, Long virtual) {
        FileName parsed = FileName.parse(name, ':');

        assertThat(parsed.physicalSize()).isEqualTo(optional(physical));
        assertThat(parsed.virtualSize()).isEqualTo(optional(virtual));
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.host,S=1:2,", "1.host:2,FS", "1.host:2,FSab!"})
    void writesWhatItHasRead(String name) {
        assertThat(FileName.parse(name, ':').text(':', true)).isEqualTo(name);
    }

    @Test
    void usesAnyDelimiter() {
        FileName name = FileName.parse("1.host,S=1;2,S", ';');

        assertThat(name.base()).isEqualTo("1.host,S=1");
        assertThat(name.withInfo("FS").text(';', true)).isEqualTo("1.host,S=1;2,FS");
        assertThat(name.text(';', false)).isEqualTo("1.host,S=1");
    }
}
