package io.pymap.cli;

import io.pymap.fault.RuleSyntaxException;
import io.pymap.fault.ServerFaults;
import io.pymap.fixture.ServerFixture;
import io.pymap.server.PymapServer;
import io.pymap.variation.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What goes wrong on command. */
final class FaultOptions {

    @Option(
            names = "--fault",
            paramLabel = "RULE",
            description = "Misbehave: 'on UID FETCH nth 2 reset after 700', say, or 'greeting delay 3s'. Repeatable;"
                    + " docs/faults.md has the words.",
            showDefaultValue = Visibility.NEVER)
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--variation",
            paramLabel = "SEED",
            description =
                    "Give answers other forms, all of them within the grammar; the same seed, a number, gives the same.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Long> variation = Optional.empty();

    void applyTo(PymapServer.Builder builder) {
        variation.ifPresent(seed -> builder.variation(new Variation(seed)));
        if (!rules.isEmpty()) {
            builder.faults(checked());
        }
    }

    /** As {@link #applyTo(PymapServer.Builder)}, for a server whose faults come and go. */
    void applyTo(PymapServer.Builder builder, ServerFixture.Builder fixture) {
        variation.ifPresent(seed -> builder.variation(new Variation(seed)));
        checked().rules().forEach(rule -> fixture.fault(rule.toString()));
    }

    private ServerFaults checked() {
        ServerFaults faults = new ServerFaults();
        for (String rule : rules) {
            try {
                faults.add(rule);
            } catch (RuleSyntaxException e) {
                throw new UsageException("--fault: " + e.getMessage());
            }
        }
        return faults;
    }
}
