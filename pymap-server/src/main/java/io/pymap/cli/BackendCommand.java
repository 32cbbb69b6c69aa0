package io.pymap.cli;

import io.pymap.backend.FixtureBackend;
import io.pymap.server.PymapServer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A subcommand that serves the mail of one kind of backend. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, showDefaultValues = true)
abstract class BackendCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable PymapCommand pymap; // picocli sets it

    @Spec
    private @Nullable CommandSpec spec; // picocli sets it

    /**
     * The backend that the options ask for.
     *
     * @param clock tells when messages come in
     * @param othersMakeAccounts whether there may be none at first
     */
    abstract FixtureBackend backend(InstantSource clock, boolean othersMakeAccounts);

    /** Sets what the options ask of the server beside the backend. */
    void applyTo(PymapServer.Builder builder) {}

    /** What the ready line says of it. */
    abstract List<String> summary();

    /** Whether anybody who can connect knows a password. */
    abstract boolean hasKnownPasswords();

    @Override
    public final Integer call() {
        if (pymap == null || spec == null) {
            throw new IllegalStateException("picocli has not set the command's own fields");
        }
        pymap.serve(this, spec.name());
        return 0;
    }
}
