package io.pymap.cli;

import io.pymap.cli.admin.AdminCommand;
import io.pymap.cli.admin.Terminal;
import io.pymap.tls.CertificateFileException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;

/** The {@code pymap} command. */
public final class Main {

    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private Main() {}

    /** Runs until SIGTERM or SIGINT; exits with 0 then, with 1 after a failure and with 2 after wrong usage. */
    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        stop.install();
        int code = run(
                List.of(arguments),
                new Surroundings(System.getenv(), System.in, System.out, System.err, server -> stop.await()));
        if (stop.isAsked()) {
            stop.closed();
        } else {
            stop.withdraw();
            System.exit(code);
        }
    }

    /** The command in this process; returns the exit code. */
    static int run(List<String> arguments, Surroundings surroundings) {
        CommandLine command = new CommandLine(new PymapCommand(surroundings))
                .addSubcommand(new DictCommand())
                .addSubcommand(new MaildirCommand())
                .addSubcommand(new RedisCommand())
                .addSubcommand(new AdminCommand(new Terminal(
                        surroundings.environment(), surroundings.in(), surroundings.out(), surroundings.err())))
                .setExpandAtFiles(false) // ours know variables
                .setAllowSubcommandsAsOptionParameters(true) // --no-service admin
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setParameterExceptionHandler((e, given) -> fail(surroundings, USAGE, e))
                .setExecutionExceptionHandler((e, running, given) -> failure(surroundings, e));
        try {
            List<String> expanded = new ArgumentFiles(surroundings.environment()).expand(arguments);
            if (expanded.contains("admin")) { // the servers have options for it
                Logging.configure(Optional.empty(), false);
            }
            return command.execute(expanded.toArray(String[]::new));
        } catch (UsageException e) {
            return fail(surroundings, USAGE, e);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    private static int failure(Surroundings surroundings, Exception e) throws Exception {
        if (e instanceof UsageException) {
            return fail(surroundings, USAGE, e);
        }
        if (e instanceof StartException || e instanceof CertificateFileException || e instanceof UncheckedIOException) {
            return fail(surroundings, FAILED, e);
        }
        throw e;
    }

    private static int fail(Surroundings surroundings, int code, Exception cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        boolean ours = cause instanceof UsageException; // of others, one line is enough
        surroundings
                .err()
                .println("pymap: error: "
                        + (ours ? message : message.lines().findFirst().orElse("unknown")));
        return code;
    }
}
