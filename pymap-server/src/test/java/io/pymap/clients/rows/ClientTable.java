package io.pymap.clients.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of docs/clients.md, between two comments. {@code -Dpymap.clients.update=true} writes it anew. */
final class ClientTable {

    private static final Path PAGE = Path.of("docs", "clients.md");

    private final String name;

    ClientTable(String name) {
        this.name = name;
    }

    static boolean updates() {
        return Boolean.getBoolean("pymap.clients.update");
    }

    /** The first line has the heads. */
    List<List<String>> read() {
        List<String> lines = place(page()).group(1).lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .toList();
    }

    void write(List<List<String>> rows) {
        String head = line(rows.get(0)) + "|" + "---|".repeat(rows.get(0).size()) + "\n";
        String text = rows.stream().skip(1).map(ClientTable::line).collect(Collectors.joining("", head, ""));
        try {
            MatchResult place = place(page());
            Files.writeString(PAGE, page().substring(0, place.start(1)) + text + page().substring(place.end(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private MatchResult place(String page) {
        return Pattern.compile("<!-- " + name + ":[^\n]*-->\n(.*?)<!-- end of " + name + " -->", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected the comments of the table " + name));
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
