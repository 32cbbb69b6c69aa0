package io.pymap.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the server in a script: as it stands but for {@code $_}, which stands for a word, and {@code ...}, which stands
 * for anything. The text of a status response may be left out; its code may not.
 */
final class ResponsePattern {

    private static final Pattern SPECIAL = Pattern.compile("\\.\\.\\.|\\$_");
    private static final Pattern STATUS =
            Pattern.compile("(\\S+ (?:OK|NO|BAD|BYE|PREAUTH))(?: (\\[.*?](?= |$)))?(?: (.*))?");

    private final Pattern compiled;

    ResponsePattern(String text) {
        compiled = Pattern.compile(expression(text), Pattern.DOTALL);
    }

    boolean matches(String line) {
        return compiled.matcher(line).matches();
    }

    private static String expression(String text) {
        Matcher status = STATUS.matcher(text);
        if (text.equals("+")) {
            return "\\+.*";
        }
        if (!status.matches()) {
            return part(text);
        }
        String rest = status.group(3) == null ? "" : status.group(3);
        String code = status.group(2);
        if (code == null) {
            return rest.equals("...")
                    ? Pattern.quote(status.group(1)) + ".*"
                    : Pattern.quote(status.group(1))
                            + (rest.isEmpty() ? "(?: (?!\\[).*)?" : " (?!\\[)" + part(rest) + ".*");
        }
        return Pattern.quote(status.group(1)) + " " + part(code) + (rest.isEmpty() ? ".*" : " " + part(rest) + ".*");
    }

    private static String part(String text) {
        StringBuilder expression = new StringBuilder();
        Matcher special = SPECIAL.matcher(text);
        int at = 0;
        while (special.find()) {
            expression.append(Pattern.quote(text.substring(at, special.start())));
            expression.append(special.group().equals("$_") ? "[^ ()\\[\\]\"]+" : ".*");
            at = special.end();
        }
        return expression.append(Pattern.quote(text.substring(at))).toString();
    }
}
