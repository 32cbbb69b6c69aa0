package io.pymap.cli;

import io.pymap.fault.Faults;
import io.pymap.fault.RuleSyntaxException;
import io.pymap.server.PymapServer;
import java.util.ArrayList;
import java.util.List;
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

    void applyTo(PymapServer.Builder builder) {
        if (rules.isEmpty()) {
            return;
        }
        Faults faults = new Faults();
        for (String rule : rules) {
            try {
                faults.add(rule);
            } catch (RuleSyntaxException e) {
                throw new UsageException("--fault: " + e.getMessage());
            }
        }
        builder.faults(faults);
    }
}
