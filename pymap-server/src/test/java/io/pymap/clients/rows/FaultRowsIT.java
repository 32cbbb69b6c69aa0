package io.pymap.clients.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fault.TlsFault;
import io.pymap.variation.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients do when the rows of docs/faults.md happen to them, as docs/clients.md has it; and that the server behaves
 * meanwhile.
 */
@Tag("clients")
@Tag("long")
class FaultRowsIT {

    private static final ServerWatch WATCH = new ServerWatch();

    @BeforeAll
    static void begin() {
        WATCH.begin();
    }

    @AfterAll
    static void end() {
        WATCH.end();
    }

    @Test
    void clientsOfTodayDoWhatTheTableSays() throws IOException, InterruptedException {
        ClientTable table = new ClientTable("rows");
        List<List<String>> found = new ArrayList<>();
        List<FaultRow> rows = FaultRowList.all();
        ClientsAtHand clients = ClientsAtHand.install(WATCH);
        List<List<String>> columns = new ArrayList<>();
        StringBuilder reasons = new StringBuilder();
        for (RowClient client : List.of(clients.angusMail(), clients.imapflow("imapflow-2.10.2"), clients.imaplib())) {
            try (client) {
                columns.add(column(client, rows, reasons));
            }
        }
        found.add(heads(columns));
        IntStream.range(0, rows.size()).forEach(i -> found.add(line(rows.get(i).id(), i + 1, columns)));
        WATCH.nothingIsLeft();

        if (ClientTable.updates()) {
            table.write(found);
        }
        assertThat(comparable(found, table.read())).as(reasons::toString).isEqualTo(comparable(table.read(), found));
    }

    @Test
    void eachRowOfThePageIsTried() throws IOException {
        List<String> page = Pattern.compile("(?m)^\\| (E-\\d+) \\|")
                .matcher(Files.readString(Path.of("docs", "faults.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(page).hasSizeGreaterThanOrEqualTo(44);
        assertThat(FaultRowList.all().stream().map(row -> row.id().split(" ", 2)[0]))
                .containsAll(page);
        assertThat(FaultRowList.all()).extracting(FaultRow::id).doesNotHaveDuplicates();
    }

    @Test
    void toolsDoAboutTlsWhatTheTableSays(@TempDir Path directory) throws IOException, InterruptedException {
        List<List<String>> found = new ArrayList<>();
        found.add(List.of("what goes wrong", TlsTool.CURL.title(), TlsTool.OPENSSL.title()));
        for (TlsTool tool : TlsTool.values()) {
            assertThat(tool.works(false, directory)).as(tool.title()).isTrue();
            assertThat(tool.works(true, directory)).as(tool.title()).isTrue();
        }
        for (TlsFault fault : TlsFault.values()) {
            found.add(List.of(
                    "`" + fault.name() + "`",
                    TlsTool.CURL.meet(fault, directory),
                    TlsTool.OPENSSL.meet(fault, directory)));
        }
        WATCH.nothingIsLeft();

        ClientTable table = new ClientTable("tls");
        if (ClientTable.updates()) {
            table.write(found);
        }
        assertThat(found).isEqualTo(table.read());
    }

    /** {@code -Dpymap.variation.seeds=200} for more seeds, {@code -Dpymap.variation.first=17} for others. */
    @Test
    void imapflowUnderstandsWhateverFormAnswersHave() throws IOException, InterruptedException {
        int seeds = Integer.getInteger("pymap.variation.seeds", 12);
        long first = Long.getLong("pymap.variation.first", 1);
        List<String> failures = new ArrayList<>();
        try (RowClient client = ClientsAtHand.install(WATCH).imapflow("imapflow-2.10.2")) {
            for (long seed = first; seed < first + seeds; seed++) {
                failures.addAll(client.meet(new Variation(seed)));
            }
        }
        WATCH.nothingIsLeft();

        assertThat(failures).isEmpty();
    }

    /** The name of the client, and what it does with each row. */
    private static List<String> column(RowClient client, List<FaultRow> rows, StringBuilder reasons)
            throws IOException, InterruptedException {
        List<String> column = new ArrayList<>(List.of(client.name()));
        for (FaultRow row : rows) {
            RowClient.Finding finding = client.meet(row);
            column.add(finding.verdict().words());
            if (!finding.verdict().survived()) {
                reasons.append(client.name() + ", " + row.id() + ": " + finding.why() + "\n");
            }
        }
        return column;
    }

    private static List<String> heads(List<List<String>> columns) {
        return line("what goes wrong", 0, columns);
    }

    private static List<String> line(String first, int index, List<List<String>> columns) {
        List<String> cells = new ArrayList<>(List.of(first));
        columns.forEach(column -> cells.add(column.get(index)));
        return cells;
    }

    /** Without the last column where its head differs: Python's version is the machine's. */
    private static List<List<String>> comparable(List<List<String>> table, List<List<String>> other) {
        int last = table.get(0).size() - 1;
        return table.get(0).get(last).equals(other.get(0).get(last))
                ? table
                : table.stream().map(cells -> cells.subList(0, last)).toList();
    }

    /** A version that a row breaks, and a later one of the same client that survives it. */
    @Test
    void rowsFindWhatLaterVersionsHaveMended() throws IOException, InterruptedException {
        ClientsAtHand clients = ClientsAtHand.install(WATCH);
        List<List<String>> found = new ArrayList<>(List.of(List.of("what goes wrong", "breaks", "how", "mended in")));
        for (MendedRows mended : MendedRows.all()) {
            try (RowClient old = mended.old().apply(clients);
                    RowClient fixed = mended.fixed().apply(clients)) {
                for (String id : mended.rows()) {
                    FaultRow row = FaultRowList.named(id);
                    RowClient.Finding before = old.meet(row);
                    RowClient.Finding after = fixed.meet(row);
                    assertThat(before.verdict().survived())
                            .as(() -> old.name() + ", " + id + ": " + before.why())
                            .isFalse();
                    assertThat(after.verdict())
                            .as(() -> fixed.name() + ", " + id + ": " + after.why())
                            .isIn(Verdict.RIGHT, Verdict.ERROR);
                    found.add(List.of(id, old.name(), before.verdict().words(), fixed.name()));
                }
            }
        }
        WATCH.nothingIsLeft();

        ClientTable table = new ClientTable("mended");
        if (ClientTable.updates()) {
            table.write(found);
        }
        assertThat(found).isEqualTo(table.read());
    }
}
