package io.pymap.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of a server from the environment: what {@code --tls-port 993} says, {@code PYMAP_SERVER_TLS_PORT=993} says as well. The command
 * line goes before it. A switch is {@code true} or {@code false}; what is repeatable has its values with space between. An empty
 * variable says nothing: it takes back what an image says.
 */
final class EnvironmentOptions {

    private static final String PREFIX = "PYMAP_SERVER_";
    private static final Set<String> NOT_FOR_ENVIRONMENT = Set.of("--help", "--version");

    private final Map<String, String> environment;

    EnvironmentOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable for an option. */
    static String variable(OptionSpec option) {
        return PREFIX
                + option.longestName()
                        .substring("--".length())
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** Whether an option that was not understood comes from the environment. */
    boolean has(OptionSpec option) {
        return environment.containsKey(variable(option));
    }

    /**
     * The arguments and those that the environment adds to them, each before the others of its command.
     *
     * @throws UsageException where a switch is neither true nor false
     */
    List<String> expand(List<String> arguments, CommandLine command) {
        int backend = indexOfBackend(arguments, command.getCommandSpec());
        CommandLine chosen =
                backend == arguments.size() ? null : command.getSubcommands().get(arguments.get(backend));
        if (chosen == null || !(chosen.getCommand() instanceof BackendCommand)) {
            return arguments;
        }
        List<String> before = arguments.subList(0, backend);
        List<String> after = arguments.subList(backend + 1, arguments.size());
        List<String> expanded = new ArrayList<>(added(command.getCommandSpec(), before));
        expanded.addAll(before);
        expanded.add(arguments.get(backend));
        expanded.addAll(added(chosen.getCommandSpec(), after));
        expanded.addAll(after);
        return expanded;
    }

    /** The first argument that is neither an option nor the value of one. */
    private static int indexOfBackend(List<String> arguments, CommandSpec command) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                return i;
            }
            OptionSpec option = command.findOption(argument);
            if (option != null && option.arity().min() > 0) {
                i++; // its value
            }
        }
        return arguments.size();
    }

    private List<String> added(CommandSpec command, List<String> given) {
        Set<String> names = new HashSet<>();
        for (String argument : given) {
            int equals = argument.indexOf('=');
            names.add(equals < 0 ? argument : argument.substring(0, equals));
        }
        List<String> added = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            String value = environment.get(variable(option));
            if (value == null || value.isBlank() || NOT_FOR_ENVIRONMENT.contains(name) || names.contains(name)) {
                continue;
            }
            if (option.arity().max() == 0) {
                if (isTrue(variable(option), value)) {
                    added.add(name);
                }
            } else if (option.isMultiValue()) {
                for (String one : value.strip().split("\\s+")) {
                    added.add(name + "=" + one);
                }
            } else {
                added.add(name + "=" + value);
            }
        }
        return added;
    }

    private static boolean isTrue(String variable, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UsageException(variable + ": expected true or false");
        };
    }
}
