package io.pymap.clients.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of one version, with what it says where nothing is wrong. */
final class RowClient implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(30);

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
        Scene scene = new Scene(row.without(), Optional.empty());
        Finding finding;
        try (scene) {
            row.wrong().accept(scene);
            scene.meanwhile(row.meanwhile());
            ClientProcess.Outcome outcome = ask(row, scene);
            boolean met = scene.faults().rules().isEmpty()
                    || scene.faults().rules().stream().anyMatch(rule -> rule.hits() > 0);
            Verdict verdict = Verdict.of(row, outcome, expected.text(), scene, met);
            finding = new Finding(verdict, outcome + "\n" + scene.transcript().tail(20));
            scene.faults().clear();
            watch.connectionsAreGone(scene.server(), name + ", " + row.id());
        }
        watch.isWell(name + ", " + row.id());
        return finding;
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
                known = process.ask(row.operation(), scene.port(row.security()), row.security(), LONG, LATE);
            }
            usual.put(key, known);
        }
        return known;
    }

    private ClientProcess.Outcome ask(FaultRow row, Scene scene) throws IOException, InterruptedException {
        return process.ask(row.operation(), scene.port(row.security()), row.security(), row.patience(), row.deadline());
    }

    @Override
    public void close() {
        process.close();
    }
}
