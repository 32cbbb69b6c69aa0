package io.pymap.cli.admin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pymap admin}: where the server is, and who asks. */
@Command(
        name = "admin",
        description = "Manages the users of a running server, delivers messages and asks how it is.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            AppendCommand.class,
            ChangePasswordCommand.class,
            CheckCommand.class,
            DeleteUserCommand.class,
            GetUserCommand.class,
            ListUsersCommand.class,
            LoginCommand.class,
            PingCommand.class,
            SaveArgsCommand.class,
            SetUserCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Each option has a variable PYMAP_ADMIN_NAME and a line in the configuration file, [pymap-admin], which go"
                    + " behind it. PYMAP_ADMIN_TOKEN is a token itself. Without host and port the socket of a server on"
                    + " this machine is looked for."
        })
public final class AdminCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec; // picocli sets it

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file, in place of ~/.config/pymap/pymap-admin.conf.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Where the server is; 127.0.0.1 where only a port is given.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "NUM", description = "Its port; 50051 where only a host is given.")
    private Optional<String> port = Optional.empty();

    @Option(names = "--path", paramLabel = "FILE", description = "Socket of a server on this machine.")
    private Optional<String> path = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with the token that says who asks.")
    private Optional<String> tokenFile = Optional.empty();

    @Option(names = "--cafile", paramLabel = "FILE", description = "PEM file with the authorities to trust.")
    private Optional<String> cafile = Optional.empty();

    @Option(names = "--capath", paramLabel = "DIR", description = "Directory of such files.")
    private Optional<String> capath = Optional.empty();

    @Option(names = "--no-verify-cert", description = "Trust whoever answers.")
    private boolean noVerifyCert;

    @Option(names = "--no-tls", description = "Speak in clear text, with a server on this machine that does so.")
    private boolean noTls;

    public AdminCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw usage("expected a COMMAND; see pymap admin --help");
    }

    Terminal terminal() {
        return terminal;
    }

    /** Wrong usage: ends with exit code 2. */
    ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command's own fields");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    Target target() {
        Optional<Target> target;
        try {
            target = Target.find(options(), configFile(), terminal);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return target.orElseThrow(() -> usage("Running server not found, please provide --host, --port, or --path."));
    }

    private ConfigFile configFile() {
        Optional<Path> named = config.or(() -> LocalFile.CONFIG.named(terminal.environment()));
        return named.or(() -> LocalFile.CONFIG.usual(terminal.environment()))
                .map(ConfigFile::read)
                .orElseGet(() -> new ConfigFile(Map.of()));
    }

    /** Those that were given, by their names in the configuration file. */
    Map<String, String> options() {
        Map<String, String> given = new LinkedHashMap<>();
        host.ifPresent(value -> given.put("host", value));
        port.ifPresent(value -> given.put("port", value));
        path.ifPresent(value -> given.put("path", value));
        tokenFile.ifPresent(value -> given.put("token_file", value));
        cafile.ifPresent(value -> given.put("cafile", value));
        capath.ifPresent(value -> given.put("capath", value));
        if (noVerifyCert) {
            given.put("no_verify_cert", "True");
        }
        if (noTls) {
            given.put("no_tls", "True");
        }
        return given;
    }

    /** Where the configuration is kept that is found without being named. */
    Path ownConfig() {
        return config.or(() -> LocalFile.CONFIG.named(terminal.environment()))
                .orElseGet(() -> LocalFile.CONFIG.home(terminal.environment()));
    }

    /** Where the token is kept that is found without being named. */
    Path ownToken() {
        return tokenFile
                .map(Path::of)
                .or(() -> LocalFile.TOKEN.named(terminal.environment()))
                .orElseGet(() -> LocalFile.TOKEN.home(terminal.environment()));
    }
}
