package io.pymap.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces each argument {@code @file} by the lines of that file, one argument a line, files in files as well. In a line
 * {@code $NAME} and <code>${NAME}</code> stand for an environment variable and {@code $$} for a dollar sign.
 */
final class ArgumentFiles {

    /** A file that names itself would never end. */
    private static final int MAX_DEPTH = 16;

    private static final Pattern DOLLAR = Pattern.compile(
            "\\$(?:(?<dollar>\\$)|(?<plain>[A-Za-z_][A-Za-z0-9_]*)|\\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)}|)");

    private final Map<String, String> environment;

    ArgumentFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws UsageException where a file or a variable is missing, or a dollar sign stands alone */
    List<String> expand(List<String> arguments) {
        return expand(arguments, 0);
    }

    private List<String> expand(List<String> arguments, int depth) {
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("@")) {
                expanded.addAll(expand(lines(argument.substring(1), depth), depth + 1));
            } else {
                expanded.add(argument);
            }
        }
        return expanded;
    }

    private List<String> lines(String name, int depth) {
        if (depth == MAX_DEPTH) {
            throw new UsageException("@" + name + ": expected at most " + MAX_DEPTH + " files one in another");
        }
        List<String> arguments = new ArrayList<>();
        int number = 0;
        for (String line : read(name)) {
            number++;
            arguments.add(substitute(line, name, number));
        }
        return arguments;
    }

    private static List<String> read(String name) {
        try {
            return Files.readAllLines(Path.of(name));
        } catch (NoSuchFileException e) {
            throw new UsageException("@" + name + ": no such file");
        } catch (CharacterCodingException e) {
            throw new UsageException("@" + name + ": expected a text file in UTF-8");
        } catch (IOException e) {
            throw new UsageException("@" + name + ": cannot be read");
        }
    }

    private String substitute(String line, String file, int number) {
        Matcher matcher = DOLLAR.matcher(line);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement(matcher, file, number)));
        }
        return matcher.appendTail(result).toString();
    }

    private String replacement(Matcher found, String file, int number) {
        if (found.group("dollar") != null) {
            return "$";
        }
        String name = found.group("plain") == null ? found.group("braced") : found.group("plain");
        if (name == null) {
            throw new UsageException(
                    "@" + file + ", line " + number + ": expected $NAME, ${NAME} or $$ where there is a single $");
        }
        String value = environment.get(name);
        if (value == null) {
            throw new UsageException("Missing environment variable: $" + name);
        }
        return value;
    }
}
