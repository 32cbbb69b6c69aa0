package io.pymap.cli.admin;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "save-args",
        description = "Keeps the options that say where the server is, so that later commands do without.",
        mixinStandardHelpOptions = true)
final class SaveArgsCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable AdminCommand admin; // picocli sets it

    @Override
    public Integer call() {
        if (admin == null) {
            throw new IllegalStateException("picocli has not set the command's own fields");
        }
        if (admin.options().isEmpty()) {
            throw admin.usage("expected options to keep: --host, --port, --path, --token-file, ...");
        }
        Path file = admin.ownConfig();
        PrivateFile.write(file, ConfigFile.text(admin.options()));
        admin.terminal().out().println("Config file written: " + file);
        return 0;
    }
}
