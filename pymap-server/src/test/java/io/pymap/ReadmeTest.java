package io.pymap;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.imap.ImapProtocol;
import io.pymap.imap.vocabulary.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What README says is what the code does: its table of extensions, and its snippets, which are cut from the samples. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void listsEveryExtension() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher table = Pattern.compile(
                        "(<!-- extensions:[^\n]*-->\n)(.*?)(<!-- end of extensions -->)", Pattern.DOTALL)
                .matcher(readme);

        assertThat(table.find()).isTrue();
        if (Boolean.getBoolean("pymap.readme.update")) {
            String updated = readme.substring(0, table.end(1)) + expectedTable() + readme.substring(table.start(3));
            Files.writeString(ROOT.resolve("README.md"), updated);
        } else {
            assertThat(table.group(2))
                    .as("README's table; -Dpymap.readme.update=true writes it")
                    .isEqualTo(expectedTable());
        }
    }

    private static String expectedTable() {
        return ImapProtocol.known().stream()
                .map(ReadmeTest::row)
                .collect(Collectors.joining(
                        "", "| name | source | what it gives | from the start |\n|---|---|---|---|\n", ""));
    }

    private static String row(Extension extension) {
        return "| " + extension.name() + " | " + extension.source() + " | " + extension.summary() + " | "
                + (extension.byDefault() ? "yes" : "no") + " |\n";
    }

    // Tables with lines of code: each of them is in a file that is compiled.
    @Test
    void showsLinesThatAreCompiled() throws IOException {
        String document = Files.readString(ROOT.resolve("samples/README.md"));
        Matcher table = Pattern.compile("<!-- lines: (\\S+) -->(.*?)<!-- end of lines -->", Pattern.DOTALL)
                .matcher(document);

        assertThat(table.find()).isTrue();
        String compiled = Files.readString(ROOT.resolve(table.group(1))).replaceAll("\\s+", "");
        assertThat(Pattern.compile("`([^`]+)`").matcher(table.group(2)).results())
                .hasSizeGreaterThanOrEqualTo(15)
                .allSatisfy(line ->
                        assertThat(compiled).contains("faults->" + line.group(1).replaceAll("\\s+", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "pymap-server/docs/from-greenmail.md", "pymap-server/docs/container.md"})
    void showsSnippetsThatAreCompiled(String document) throws IOException {
        String readme = Files.readString(ROOT.resolve(document));
        Matcher snippets = Pattern.compile("<!-- snippet: (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);

        int count = 0;
        while (snippets.find()) {
            count++;
            assertThat(Files.readString(ROOT.resolve(snippets.group(1)))).contains(snippets.group(2));
        }
        assertThat(count).isPositive().isEqualTo(readme.split("```java", -1).length - 1);
    }
}
