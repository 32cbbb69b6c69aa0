package io.pymap.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // RFC 5322 A
                "Fri, 21 Nov 1997 09:55:06 -0600 | 1997-11-21T09:55:06-06:00",
                "Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time) | 1969-02-13T23:32-03:30",
                "21 Nov 97 09:55:06 GMT | 1997-11-21T09:55:06Z",
                "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600 | 1997-11-21T09:55:06-06:00",
                "Thu,13  Feb 1969 23:32:54 -0330 | 1969-02-13T23:32:54-03:30",
                "1 jan 2000 0:0:0 +0000 | 2000-01-01T00:00Z",
                "1 January 2000 00:00:00 Z | 2000-01-01T00:00Z",
                "1 Jan 49 00:00 UT | 2049-01-01T00:00Z",
                "1 Jan 50 00:00 UT | 1950-01-01T00:00Z",
                "1 Jan 103 00:00 UT | 2003-01-01T00:00Z",
                "1 Jan 2000 10:00 EST | 2000-01-01T10:00-05:00",
                "1 Jan 2000 10:00 PDT | 2000-01-01T10:00-07:00",
                "1 Jan 2000 10:00 A | 2000-01-01T10:00Z",
                "1 Jan 2000 10:00 nonsense | 2000-01-01T10:00Z",
                "1 Jan 2000 10:00 | 2000-01-01T10:00Z",
                "1 Jan 2000 10:00 -9959 | 2000-01-01T10:00Z",
                "1 Jan 2000 10:00 +1800 | 2000-01-01T10:00+18:00",
                "1 Jan 2000 | 2000-01-01T00:00Z",
                "Tue, 31 Dec 2016 23:59:60 +0000 | 2016-12-31T23:59:59Z",
                "Mon Jan  2 15:04:05 2006 | 2006-01-02T15:04:05Z",
                "(a (nested) comment) 1 Jan 2000 10:00 -0000 | 2000-01-01T10:00Z"
            })
    void readsDates(String text, OffsetDateTime expected) {
        assertThat(MessageDate.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "x",
                "1",
                "1 Jan",
                "Jan",
                "32 Jan 2000 00:00:00 Z",
                "30 Feb 2000 00:00:00 Z",
                "1 Foo 2000 00:00:00 Z",
                "1 Jan 2000 25:00:00 Z",
                "1 Jan 2000 00:61:00 Z",
                "1 Jan 2000 00:00:61 Z",
                "1 Jan 99999 00:00:00 Z",
                "1 Jan 2000 a:b:c Z",
                "1 Jan 2000 10: Z",
                "99999999999 Jan 2000 00:00:00 Z",
                "0 Jan 2000 00:00:00 Z",
                "::::",
                "Mon, Tue, 1 Jan 2000",
                "\u0661 Jan 2000 00:00 Z"
            })
    void answersNothingForOtherText(String text) {
        assertThat(MessageDate.parse(text)).isEmpty();
    }
}
