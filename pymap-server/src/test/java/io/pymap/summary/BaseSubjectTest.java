package io.pymap.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseSubjectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`hello` | `hello` | false",
                "`` | `` | false",
                "`   ` | `` | false",
                "`Re: hello` | `hello` | true",
                "`RE: re:Re : hello` | `hello` | true",
                "`Fw: hello` | `hello` | true",
                "`Fwd: hello` | `hello` | true",
                "`Fwdx: hello` | `Fwdx: hello` | false",
                "`Re hello` | `Re hello` | false",
                "`Response: hello` | `Response: hello` | false",
                "`hello (fwd)` | `hello` | true",
                "`hello (FWD) (fwd) ` | `hello` | true",
                "`hello (fwd) x` | `hello (fwd) x` | false",
                "`Re:` | `` | true",
                "`Re: (fwd)` | `` | true",
                "`[list] hello` | `hello` | false",
                "`[list] Re: hello` | `hello` | true",
                "`[a] [b] Re[3]: [c] hello` | `hello` | true",
                "`Re [list] : hello` | `hello` | true",
                "`[list]` | `[list]` | false",
                "`[a][b]` | `[b]` | false",
                "`[a] [b]  ` | `[b]` | false",
                "`Re: [list]` | `[list]` | true",
                "`[a[b]] hello` | `[a[b]] hello` | false",
                "`[list hello` | `[list hello` | false",
                "`[Fwd: hello]` | `hello` | true",
                "`[fwd: [fwd: hello]]` | `hello` | true",
                "`[fwd: Re: [list] hello (fwd)]` | `hello` | true",
                "`Re: [Fwd: [list] hello]` | `hello` | true",
                "`[fwd:]` | `` | true",
                "`[fwd: hello` | `[fwd: hello` | false",
                "`[list] [Fwd: hello]` | `hello` | true",
                "`a\tb\r\n c` | `a b c` | false",
                "`[] x` | `x` | false",
                "`re[]:re[]:x` | `x` | true",
            })
    void takesOffMarksOfRepliesAndLists(String subject, String base, boolean reply) {
        assertThat(BaseSubject.of(subject.replace("\\t", "\t"))).isEqualTo(new BaseSubject(base, reply));
    }

    @Test
    void takesLinearTimeForNestedMarks() {
        String blobs = "[]".repeat(30_000);
        String forwards = "[fwd:".repeat(12_000) + "x" + "]".repeat(12_000);

        assertThat(BaseSubject.of(blobs).text()).isEqualTo("[]");
        assertThat(BaseSubject.of(forwards).text()).isEqualTo("x");
        assertThat(BaseSubject.of("re:".repeat(20_000) + "[" + "x".repeat(1_000))
                        .reply())
                .isTrue();
    }
}
