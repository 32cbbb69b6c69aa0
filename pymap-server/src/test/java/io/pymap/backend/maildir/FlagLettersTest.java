package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.mailbox.Flags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagLettersTest {

    private final Keywords keywords = Keywords.parse("0 $Forwarded\n3 work\n4 two words\n".getBytes(US_ASCII));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''         | ()
                    DFRST      | (\\Answered \\Deleted \\Draft \\Flagged \\Seen)
                    TS         | (\\Deleted \\Seen)
                    PS         | (\\Seen)
                    Sad        | (\\Seen $Forwarded work)
                    Sbez       | (\\Seen)
                    SS!0       | (\\Seen)
                    F,Sa       | (\\Flagged)
                    """)
    void readsFlags(String info, String flags) {
        assertThat(FlagLetters.flags(info, keywords)).hasToString(flags);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    \\Seen \\Answered | ''      | RS
                    \\Seen            | RS      | S
                    \\Seen            | PT      | PS
                    \\Draft           | XPA     | ADPX
                    WORK \\Seen       | a       | Sd
                    ''                | adS     | ''
                    work              | zeb     | bdez
                    other             | ''      | ''
                    \\Flagged         | S,Sx    | F,Sx
                    \\Flagged         | 9!      | !9F
                    """)
    void writesFlagsAndKeepsLettersThatItDoesNotKnow(String flags, String before, String info) {
        Flags set = flags.isEmpty() ? Flags.NONE : Flags.of(flags.split(" "));

        assertThat(FlagLetters.info(set, keywords, before)).isEqualTo(info);
    }

    @Test
    void readsBackWhatItHasWritten() {
        Flags all = Flags.SYSTEM.plus(Flags.of("$Forwarded", "work"));

        assertThat(FlagLetters.flags(FlagLetters.info(all, keywords, "PQz"), keywords))
                .isEqualTo(all);
    }
}
