package io.pymap.transcripts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expected response: literal but for {@code $name}, which stands for a word and must be the same word wherever it
 * comes, {@code $_} for any word, and {@code ...} for anything.
 *
 * <p>The text of a status response may be left out; its code may not. {@code OK ...} is any OK.
 */
final class LinePattern {

    private static final Pattern SPECIAL = Pattern.compile("\\.\\.\\.|\\$(_|[a-z][A-Za-z0-9]*)");
    private static final Pattern STATUS =
            Pattern.compile("((?:\\* )?(?:OK|NO|BAD|BYE|PREAUTH))(?: (\\[.*?](?= |$)))?(?: (.*))?");
    private static final String WORD = "[^ ()\\[\\]\"]+";

    private final String text;

    LinePattern(String text) {
        this.text = text;
    }

    /** Whether it asks for one line only, so that it need not be tried with others. */
    boolean isPlain() {
        return !SPECIAL.matcher(text).find();
    }

    /** The captures after a match, those before it among them; nothing where the line does not match. */
    Optional<Map<String, String>> match(String line, Map<String, String> captures) {
        Set<String> fresh = new HashSet<>();
        Matcher matcher = Pattern.compile(expression(captures, fresh)).matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> all = new HashMap<>(captures);
        fresh.forEach(name -> all.put(name, matcher.group(name)));
        return Optional.of(all);
    }

    private String expression(Map<String, String> captures, Set<String> fresh) {
        Matcher status = STATUS.matcher(text);
        if (text.equals("+")) {
            return "\\+ .*";
        }
        if (!status.matches()) {
            return part(text, captures, fresh);
        }
        String rest = status.group(3) == null ? "" : status.group(3);
        String code = status.group(2);
        if (code == null) {
            return Pattern.quote(status.group(1))
                    + (rest.equals("...") ? " .*" : " (?!\\[)" + part(rest, captures, fresh) + ".*");
        }
        return Pattern.quote(status.group(1)) + " " + part(code, captures, fresh) + " " + part(rest, captures, fresh)
                + ".*";
    }

    private static String part(String text, Map<String, String> captures, Set<String> fresh) {
        StringBuilder expression = new StringBuilder();
        Matcher special = SPECIAL.matcher(text);
        int at = 0;
        while (special.find()) {
            expression.append(Pattern.quote(text.substring(at, special.start())));
            expression.append(stand(special.group(), captures, fresh));
            at = special.end();
        }
        return expression.append(Pattern.quote(text.substring(at))).toString();
    }

    private static String stand(String special, Map<String, String> captures, Set<String> fresh) {
        if (special.equals("...")) {
            return ".*";
        }
        String name = special.substring(1);
        if (name.equals("_")) {
            return WORD;
        }
        if (captures.containsKey(name)) {
            return Pattern.quote(captures.get(name));
        }
        return fresh.add(name) ? "(?<" + name + ">" + WORD + ")" : "\\k<" + name + ">";
    }

    /** A command's text with what has been captured in it. */
    static String fill(String text, Map<String, String> captures) {
        Matcher special = SPECIAL.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (special.find()) {
            String name = special.group(1);
            String value = name != null && captures.containsKey(name) ? captures.get(name) : special.group();
            special.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return special.appendTail(filled).toString();
    }
}
