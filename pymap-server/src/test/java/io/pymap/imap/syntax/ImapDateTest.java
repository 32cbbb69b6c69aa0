package io.pymap.imap.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.InternalDate;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapDateTest {

    @ParameterizedTest
    @CsvSource({
        "17-Jul-1996 02:44:25 -0700, 837596665, -25200",
        "' 7-Feb-1994 21:52:25 -0800', 760686745, -28800",
        "7-feb-1994 21:52:25 -0800, 760686745, -28800",
        "01-Jan-1970 00:00:00 +0000, 0, 0",
        "01-Jan-1970 00:00:00 -0000, 0, 0",
        "29-Feb-2000 23:59:59 +1400, 951818399, 50400",
        "01-Jan-2000 00:00:00 -0030, 946686600, -1800",
        "31-Dec-9999 23:59:59 +0000, 253402300799, 0",
    })
    void readsADateTime(String text, long epochSecond, int offset) {
        assertThat(ImapDate.parseDateTime(text)).isEqualTo(new InternalDate(epochSecond, offset));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01-Jan-2000",
                "01-Jan-2000 00:00:00",
                "01-Jan-2000 00:00:00 0000",
                "01-Jan-2000 24:00:00 +0000",
                "01-Jan-2000 00:60:00 +0000",
                "01-Jan-2000 00:00:60 +0000",
                "32-Jan-2000 00:00:00 +0000",
                "00-Jan-2000 00:00:00 +0000",
                "29-Feb-1900 00:00:00 +0000",
                "01-Foo-2000 00:00:00 +0000",
                "01-Jan-2000 00:00:00 +2400",
                "01-Jan-2000 00:00:00 +0060",
                "01-Jan-2000 00:00:00 +0000 ",
                "01-Jan-20000 00:00:00 +0000",
                "1-Jan-200 00:00:00 +0000",
                "-1-Jan-2000 00:00:00 +0000",
                "001-Jan-2000 00:00:00 +0000",
                "01-Jan-2000  00:00:00 +0000",
                "01-Jan-2000 0:00:00 +0000"
            })
    void refusesWhatIsNoDateTime(String text) {
        assertThatThrownBy(() -> ImapDate.parseDateTime(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("Expected a date-time such as \"01-Jan-2010 00:00:00 +0000\"");
    }

    @Test
    void readsBackWhatItWrites() {
        SplittableRandom random = new SplittableRandom(3);
        long last = 253402300799L;
        for (int round = 0; round < 20_000; round++) {
            int offset = random.nextInt(-18 * 60, 18 * 60 + 1) * 60;
            InternalDate date = new InternalDate(random.nextLong(-62135596800L + 86400, last - 86400), offset);

            assertThat(ImapDate.parseDateTime(ImapDate.format(date))).isEqualTo(date);
            assertThat(ImapDate.format(date)).hasSize(26);
        }
    }

    @Test
    void readsADate() {
        assertThat(ImapDate.parseDate("1-Feb-2010")).isEqualTo(LocalDate.of(2010, 2, 1));
        assertThat(ImapDate.parseDate("01-FEB-2010")).isEqualTo(LocalDate.of(2010, 2, 1));
        assertThat(ArgumentReaderTest.read("\"1-Feb-2010\"").date()).isEqualTo(LocalDate.of(2010, 2, 1));
        for (String wrong : new String[] {"", "1-Feb", "30-Feb-2010", "1-Feb-10", "1 Feb 2010", "1-Feb-2010 "}) {
            assertThatThrownBy(() -> ImapDate.parseDate(wrong)).isInstanceOf(SyntaxException.class);
        }
    }
}
