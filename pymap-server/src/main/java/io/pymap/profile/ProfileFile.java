package io.pymap.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of sections, which have a kind and mostly a name, and of {@code key = value} in each. A value goes on in the next
 * line where that begins with a space; {@code #} begins a comment line; {@code source} may stand in every section, also
 * several times.
 */
final class ProfileFile {

    private static final Pattern SECTION = Pattern.compile("\\[([a-z-]+)(?: (.+))?]");
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z-]+) *=(?: (.*))?");
    private static final String SOURCE = "source";

    private final String name;
    private final List<Section> sections = new ArrayList<>();

    /** @param line where it begins, counted from 1 */
    record Section(String file, int line, String kind, String name, Map<String, String> values, List<String> sources) {

        String required(String key) {
            return value(key).orElseThrow(() -> wrong("expected " + key + " = …"));
        }

        Optional<String> value(String key) {
            return Optional.ofNullable(values.get(key));
        }

        boolean yes(String key, boolean otherwise) {
            String value = value(key).orElse(otherwise ? "yes" : "no");
            if (!value.equals("yes") && !value.equals("no")) {
                throw wrong("expected " + key + " = yes or no");
            }
            return value.equals("yes");
        }

        /** Words apart from each other by spaces; none where the value is empty. */
        List<String> words(String key) {
            String value = required(key).strip();
            return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
        }

        Section only(String... keys) {
            List<String> known = List.of(keys);
            values.keySet().stream()
                    .filter(key -> !known.contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw wrong(
                                "expected no " + key + "; there are " + String.join(", ", known) + " and " + SOURCE);
                    });
            return this;
        }

        private boolean replaces(Section other) {
            return kind.equals(other.kind) && (name.equals(other.name) || kind.equals("mailbox"));
        }

        IllegalArgumentException wrong(String problem) {
            String title = name.isEmpty() ? kind : kind + " " + name;
            return new IllegalArgumentException(file + ":" + line + ": [" + title + "]: " + problem);
        }
    }

    /**
     * Reads a file.
     *
     * @param name for messages
     * @throws IllegalArgumentException where the text is no such file, with the line
     */
    static ProfileFile parse(String name, String text) {
        ProfileFile file = new ProfileFile(name);
        List<String> lines = text.lines().toList();
        String key = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                key = file.read(line, i + 1, key);
            }
        }
        return file;
    }

    private ProfileFile(String name) {
        this.name = name;
    }

    /**
     * This file on top of another one: what it says of the same thing counts, and of mailboxes all or nothing.
     *
     * @throws IllegalArgumentException where that one cannot be had
     */
    ProfileFile over(Function<String, ProfileFile> others) {
        for (Section section : sections) {
            Optional<String> like = section.kind().equals("profile") ? section.value("like") : Optional.empty();
            if (like.isPresent()) {
                try {
                    return over(others.apply(like.get()));
                } catch (IllegalArgumentException e) {
                    throw section.wrong(String.valueOf(e.getMessage()));
                }
            }
        }
        return this;
    }

    private ProfileFile over(ProfileFile other) {
        ProfileFile both = new ProfileFile(name);
        other.sections.stream()
                .filter(section -> sections.stream().noneMatch(own -> own.replaces(section)))
                .forEach(both.sections::add);
        both.sections.addAll(sections);
        return both;
    }

    /** The sections in their order. */
    List<Section> sections() {
        return List.copyOf(sections);
    }

    /** Answers the key to which the next line may belong. */
    private String read(String line, int number, String key) {
        Matcher section = SECTION.matcher(line.stripTrailing());
        if (section.matches()) {
            sections.add(new Section(
                    name,
                    number,
                    section.group(1),
                    Optional.ofNullable(section.group(2)).orElse(""),
                    new LinkedHashMap<>(),
                    new ArrayList<>()));
            return "";
        }
        Matcher entry = ENTRY.matcher(line.stripTrailing());
        boolean more = line.startsWith(" ") && !key.isEmpty();
        if (sections.isEmpty() || !(more || entry.matches())) {
            throw new IllegalArgumentException(
                    name + ":" + number + ": expected [section], key = value, or a comment that begins with #");
        }
        Section last = sections.get(sections.size() - 1);
        if (more) {
            last.values.merge(key, line.strip(), (before, next) -> before + " " + next);
            return key;
        }
        String value = Optional.ofNullable(entry.group(2)).orElse("").strip();
        if (entry.group(1).equals(SOURCE)) {
            last.sources.add(value);
            return "";
        }
        if (last.values.put(entry.group(1), value) != null) {
            throw last.wrong("expected " + entry.group(1) + " only once");
        }
        return entry.group(1);
    }
}
