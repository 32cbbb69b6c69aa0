package io.pymap.cli;

import io.pymap.fault.RuleSyntaxException;
import io.pymap.fault.ServerFaults;
import io.pymap.fault.TimeText;
import io.pymap.fault.TlsFault;
import io.pymap.fixture.ServerFixture;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateAuthority;
import io.pymap.variation.Variation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            names = "--tls-fault",
            paramLabel = "FAULT",
            description = "Let TLS go wrong: ${COMPLETION-CANDIDATES}. Repeatable.",
            completionCandidates = TlsFaultNames.class,
            converter = TlsFaultName.class,
            showDefaultValue = Visibility.NEVER)
    private List<TlsFault> tlsFaults = new ArrayList<>();

    @Option(
            names = "--lag",
            paramLabel = "TIME",
            description =
                    "Know only so much later, 5s say, what others do to the messages of mailboxes: other servers with"
                            + " the same mail, delivery agents, the control API.",
            converter = LagTime.class,
            showDefaultValue = Visibility.NEVER)
    private Optional<Duration> lag = Optional.empty();

    @Option(
            names = "--variation",
            paramLabel = "SEED",
            description =
                    "Give answers other forms, all of them within the grammar; the same seed, a number, gives the same.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Long> variation = Optional.empty();

    void applyTo(PymapServer.Builder builder) {
        variation.ifPresent(seed -> builder.variation(new Variation(seed)));
        if (!rules.isEmpty() || !tlsFaults.isEmpty() || lag.isPresent()) {
            ServerFaults faults = checked();
            tlsFaults.forEach(faults::tls);
            lag.ifPresent(faults::lag);
            builder.faults(faults);
        }
    }

    /** As {@link #applyTo(PymapServer.Builder)}, for a server whose faults come and go. */
    void applyTo(PymapServer.Builder builder, ServerFixture.Builder fixture) {
        variation.ifPresent(seed -> builder.variation(new Variation(seed)));
        checked().rules().forEach(rule -> fixture.fault(rule.toString()));
        tlsFaults.forEach(fixture::tlsFault);
        lag.ifPresent(fixture::lag);
    }

    /** The server knows what there is to begin with. */
    void know(ServerFixture fixture) {
        lag.ifPresent(fixture.faults()::lag);
    }

    private ServerFaults checked() {
        // Clients that trust nothing else than a file of theirs refuse a faulty certificate for its authority as well.
        ServerFaults faults = new ServerFaults(CertificateAuthority.whenNeeded());
        for (String rule : rules) {
            try {
                faults.add(rule);
            } catch (RuleSyntaxException e) {
                throw new UsageException("--fault: " + e.getMessage());
            }
        }
        return faults;
    }

    static final class LagTime implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return TimeText.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class TlsFaultNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(TlsFault.values()).map(TlsFault::word).iterator();
        }
    }

    static final class TlsFaultName implements ITypeConverter<TlsFault> {
        @Override
        public TlsFault convert(String value) {
            return Arrays.stream(TlsFault.values())
                    .filter(fault -> fault.word().equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("expected one of " + String.join(", ", new TlsFaultNames())));
        }
    }
}
