package io.pymap.cli.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lines {@code name = value} of the section {@code [pymap-admin]}, with comments after {@code #} or {@code ;}. */
record ConfigFile(Map<String, String> values) {

    private static final String SECTION = "[pymap-admin]";

    ConfigFile {
        values = Map.copyOf(values);
    }

    static ConfigFile read(Path path) {
        try {
            return parse(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read", e);
        }
    }

    private static ConfigFile parse(Iterable<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean ours = false;
        for (String each : lines) {
            String line = each.strip();
            int sign = line.indexOf('=') < 0 ? line.indexOf(':') : line.indexOf('=');
            if (line.startsWith("[")) {
                ours = line.equals(SECTION);
            } else if (ours && sign > 0 && "#;".indexOf(line.charAt(0)) < 0) {
                values.put(
                        line.substring(0, sign).strip(),
                        line.substring(sign + 1).strip());
            }
        }
        return new ConfigFile(values);
    }

    /** What {@link #read} reads. */
    static String text(Map<String, String> values) {
        StringBuilder text = new StringBuilder(SECTION).append('\n');
        values.forEach(
                (name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }
}
