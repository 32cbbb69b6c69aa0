package io.pymap.clients.rows;

import io.pymap.variation.Variation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A client of one version, with what it says where nothing is wrong. */
final class RowClient implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final List<String> OPERATIONS = List.of(
            "list",
            "create",
            "status",
            "select",
            "flags",
            "envelope",
            "structure",
            "dates",
            "body",
            "header",
            "one",
            "search",
            "flag",
            "append",
            "copy",
            "move",
            "changes");

    private final String name;
    private final ClientProcess process;
    private final ServerWatch watch;
    private final Map<List<Object>, ClientProcess.Outcome> usual = new HashMap<>();

    /** @param name with the version, as docs/clients.md has it */
    RowClient(String name, ClientProcess process, ServerWatch watch) {
        this.name = name;
        this.process = process;
        this.watch = watch;
    }

    String name() {
        return name;
    }

    /** What it does with the row, and why that is the verdict. */
    record Finding(Verdict verdict, String why) {}

    Finding meet(FaultRow row) throws IOException, InterruptedException {
        ClientProcess.Outcome expected = usual(row);
        if (expected.kind() == ClientProcess.Outcome.Kind.UNABLE) {
            return new Finding(Verdict.NOT_MET, "cannot do that");
        }
        if (expected.kind() != ClientProcess.Outcome.Kind.DATA) {
            throw new AssertionError(name + " without faults, " + row.operation() + ": " + expected);
        }
        Finding finding = once(row, expected.text());
        boolean tooSoon = finding.verdict() == Verdict.NOT_MET && row.isImpatient();
        return tooSoon ? once(row.patiently(), expected.text()) : finding; // on a busy machine, ahead of the fault
    }

    private Finding once(FaultRow row, String expected) throws IOException, InterruptedException {
        Scene scene = new Scene(row.without(), Optional.empty());
        Finding finding;
        try (scene) {
            row.wrong().accept(scene);
            scene.meanwhile(row.meanwhile());
            ClientProcess.Outcome outcome = ask(row, scene);
            Verdict verdict = Verdict.of(row, outcome, expected, scene);
            finding = new Finding(verdict, outcome + "\n" + scene.transcript().tail(20));
            scene.clearFaults();
            watch.connectionsAreGone(scene.servers(), name + ", " + row.id());
        }
        watch.isWell(name + ", " + row.id());
        return finding;
    }

    /** A third of the operations: seeds that follow each other have all of them. */
    private static List<String> some(long seed) {
        return IntStream.range(0, OPERATIONS.size())
                .filter(i -> i % 3 == Math.floorMod(seed, 3))
                .mapToObj(OPERATIONS::get)
                .toList();
    }

    /** Asks for one thing after the other, of a server that says it in other forms; what has come of it that is not as usual. */
    List<String> meet(Variation variation) throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (String operation : some(variation.seed())) {
            String usual = usual(FaultRow.row("", operation, scene -> {})).text();
            Scene scene = new Scene(List.of(), Optional.of(variation));
            try (scene) {
                ClientProcess.Outcome outcome = process.ask(operation, scene.address("clear"), LONG, LATE);
                boolean asUsual = outcome.kind() == ClientProcess.Outcome.Kind.DATA
                        && outcome.text().equalsIgnoreCase(usual); // as flags are the same in any case
                if (!asUsual) {
                    failures.add(variation + ", " + operation + ": " + outcome + "\n"
                            + scene.transcript().tail(30));
                }
                watch.connectionsAreGone(scene.servers(), name + ", " + variation);
            }
        }
        watch.isWell(name + ", " + variation);
        return failures;
    }

    private ClientProcess.Outcome usual(FaultRow row) throws IOException, InterruptedException {
        List<Object> key = List.of(row.operation(), row.security(), row.without());
        ClientProcess.Outcome known = usual.get(key);
        if (known == null) {
            try (Scene scene = new Scene(row.without(), Optional.empty())) {
                if (row.operation().equals("idle")) {
                    scene.faults()
                            .onIdle()
                            .when(command -> !scene.begin(command))
                            .bye("");
                    scene.meanwhile(Scene::deliver);
                }
                known = process.ask(row.operation(), scene.address(row.security()), LONG, LATE);
            }
            usual.put(key, known);
        }
        return known;
    }

    private ClientProcess.Outcome ask(FaultRow row, Scene scene) throws IOException, InterruptedException {
        return process.ask(row.operation(), scene.address(row.security()), row.patience(), row.deadline());
    }

    @Override
    public void close() {
        process.close();
    }
}
