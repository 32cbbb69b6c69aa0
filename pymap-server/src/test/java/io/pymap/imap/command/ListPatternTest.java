package io.pymap.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pymap.imap.syntax.SyntaxException;
import io.pymap.mailbox.MailboxName;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, a/b/c, true",
        "%, a/b/c, false",
        "%, a, true",
        "a/%, a/b, true",
        "a/%, a/b/c, false",
        "a/*, a/b/c, true",
        "a*, a, true",
        "a/*, a, false",
        "%/%, a/b, true",
        "*%, a/b, true",
        "%*, a/b, true",
        "*/c, a/b/c, true",
        "%/c, a/b/c, false",
        "a%c, abc, true",
        "a%c, a/c, false",
        "a*c, a/c, true",
        "abc, abc, true",
        "abc, ABC, false",
        "inbox, INBOX, true",
        "InB%, INBOX, true",
        "inbox/x, INBOX/x, true",
        "INBOX*, INBOX/x, true",
        "'', a, false",
        "*b*d*, abcd, true",
        "*b*d*, acbd, true",
        "*d*b*, abcd, false",
        "a\\, a\\, true",
        "a.b, axb, false",
    })
    void matches(String pattern, String name, boolean matches) {
        assertThat(new ListPattern(pattern).matches(new MailboxName(name))).isEqualTo(matches);
    }

    @Test
    void matchesAsAnExpressionDoes() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 20_000; round++) {
            String pattern = word(random, "ab/*%", 8);
            String name = "a" + word(random, "ab", 3) + "/" + "b" + word(random, "ab", 4);
            String expression = pattern.replace("*", ".*").replace("%", "[^/]*");

            assertThat(new ListPattern(pattern).matches(new MailboxName(name)))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(Pattern.matches(expression, name));
        }
    }

    private static String word(SplittableRandom random, String letters, int most) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    /** A hundred wildcards and the longest name there can be: work is length times length, not exponential. */
    @Test
    void takesNoLongerForManyWildcards() {
        MailboxName name = new MailboxName(("a".repeat(250) + "/").repeat(31) + "a".repeat(250));
        ListPattern pattern = new ListPattern("*a".repeat(99) + "*b");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(pattern.matches(name)).isFalse());
    }

    @Test
    void limitsWildcardsAfterJoiningThoseThatFollowEachOther() {
        assertThat(new ListPattern("*".repeat(5_000)).matches(new MailboxName("a/b")))
                .isTrue();
        assertThatThrownBy(() -> new ListPattern("*a".repeat(101)))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("Expected at most 100 wildcards");
    }
}
