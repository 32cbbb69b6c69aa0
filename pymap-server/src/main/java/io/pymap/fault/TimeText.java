package io.pymap.fault;

import java.time.Duration;
import java.util.regex.Pattern;

/** A time as rules and the command line have it: {@code 300ms}, {@code 2s} or {@code 5m}. */
public final class TimeText {

    static final String EXPECTED = "a time such as 300ms, 2s or 5m";
    static final Pattern FORM = Pattern.compile("\\d{1,9}(ms|s|m)");

    private TimeText() {}

    /** @throws IllegalArgumentException where it is none */
    public static Duration parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
        String unit = text.replaceAll("\\d", "");
        long count = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    static String of(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
