package io.pymap.transcript;

import io.pymap.transcript.Script.Spoken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what is said over one connection as the lines of a script, with tags that are counted. */
final class ScriptWriter {

    private static final Pattern TAGGED = Pattern.compile("(\\S+)( (?:OK|NO|BAD)(?: .*)?)", Pattern.DOTALL);
    private static final Pattern STATUS =
            Pattern.compile("(\\S+ (?:OK|NO|BAD|BYE|PREAUTH)(?: \\[[^\\]]*])?)(?: .*)?", Pattern.DOTALL);
    private static final Pattern CAPABILITY = Pattern.compile("(?<=\\[CAPABILITY |^\\* CAPABILITY )[^\\]]*");

    /** Numbers, ids and dates that are new in each run. */
    private static final Pattern CHANGING =
            Pattern.compile("(?<=\\bUIDVALIDITY |\\bAPPENDUID |\\bCOPYUID )\\d+|(?<=ID \\()[FMT][0-9a-f]{32}(?=\\))");

    private static final Pattern CHANGING_DATE = Pattern.compile("(?<=\\bINTERNALDATE |\\bSAVEDATE )\"[^\"]*\"");

    /** The name of an account that was not asked for. */
    private static final Pattern GENERATED_USER = Pattern.compile("(?<= LOGIN )user-[0-9a-f]{8}(?= )");

    private final List<Spoken> spoken = new ArrayList<>();
    private final Map<String, String> tags = new HashMap<>();
    private int commands;

    /** Everything as it was said, but for secrets. */
    static List<Spoken> said(List<Line> lines) {
        ScriptWriter writer = new ScriptWriter();
        ExchangeReader reader = new ExchangeReader(writer::add);
        SecretFilter filter = new SecretFilter();
        lines.forEach(line -> filter.filter(line).ifPresent(reader::read));
        return writer.spoken;
    }

    /** The same without what differs from one run to the next. */
    static List<Spoken> stable(List<Line> lines) {
        List<Spoken> stable = new ArrayList<>();
        for (Spoken line : said(lines)) {
            boolean greeting = stable.isEmpty() && !line.client();
            stable.add(new Spoken(
                    line.client(),
                    greeting ? "* OK ..." : line.client() ? stableCommand(line.text()) : stableLine(line.text())));
        }
        return stable;
    }

    private static String stableCommand(String text) {
        return GENERATED_USER.matcher(text).replaceAll("*");
    }

    private static String stableLine(String text) {
        Matcher status = STATUS.matcher(text);
        String line = status.matches() ? status.group(1) : text;
        line = CAPABILITY.matcher(line).replaceAll("...");
        line = CHANGING.matcher(line).replaceAll("\\$_");
        return CHANGING_DATE.matcher(line).replaceAll("...");
    }

    List<Spoken> spoken() {
        return spoken;
    }

    void add(Said said) {
        switch (said.kind()) {
            case COMMAND -> {
                String tag = "a" + ++commands;
                tags.put(said.tag(), tag);
                spoken.add(new Spoken(true, tag + " " + String.join(" ", CommandWords.of(said.text()))));
            }
            case ANSWER -> spoken.add(new Spoken(true, said.text()));
            case RESPONSE -> {
                for (String line : said.text().split("\r?\n", -1)) {
                    spoken.add(new Spoken(false, withCountedTag(line)));
                }
            }
        }
    }

    private String withCountedTag(String line) {
        Matcher tagged = TAGGED.matcher(line);
        return tagged.matches() && tags.containsKey(tagged.group(1))
                ? tags.get(tagged.group(1)) + tagged.group(2)
                : line;
    }
}
