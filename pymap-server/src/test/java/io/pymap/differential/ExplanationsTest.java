package io.pymap.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every rule has its row, and every row its rule. */
class ExplanationsTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| ([a-z0-9-]+) \\| .+ \\| .+ \\| (.*RFC \\d+.*) \\|$", Pattern.MULTILINE);

    @Test
    void matchTheRowsOfTheDocument() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(Path.of("docs/compat.md")))
                .results()
                .map(MatchResult::group)
                .map(row -> row.replaceFirst("\\| (\\S+) .*", "$1"))
                .toList();

        assertThat(rows)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Explanations.ALL.stream().map(Explanation::id).toList());
    }
}
