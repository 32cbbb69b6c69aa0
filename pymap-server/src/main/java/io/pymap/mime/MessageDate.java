package io.pymap.mime;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the date of a message (RFC 5322 3.3), the obsolete forms (4.3) included. */
public final class MessageDate {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final Map<String, Integer> ZONE_HOURS =
            Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

    /** More words than any date has. */
    private static final int MAX_WORDS = 32;

    private final List<String> words;
    private int next;

    private MessageDate(List<String> words) {
        this.words = words;
    }

    /**
     * The date; absent if the text is none. The day of the week is not checked. Also read: {@code Nov 24 21:06:00 2026}
     * as C prints it, no time (midnight), no zone or one that is unknown or beyond 18 hours (UTC, RFC 5322 4.3), a leap
     * second (the second before it), years of two and three digits (RFC 5322 4.3).
     */
    public static Optional<OffsetDateTime> parse(String text) {
        try {
            return new MessageDate(words(StructuredText.withoutComments(text))).read();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** Numbers, names, zones and colons; commas and white space only separate. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length() && words.size() < MAX_WORDS) {
            int start = i;
            char first = text.charAt(i++);
            if (Ascii.isSpace(first) || first == ',') {
                continue;
            }
            while (first != ':' && i < text.length() && !separates(text.charAt(i))) {
                i++;
            }
            words.add(Ascii.lower(text.substring(start, i)));
        }
        return words;
    }

    private static boolean separates(char character) {
        return Ascii.isSpace(character) || character == ',' || character == ':';
    }

    private Optional<OffsetDateTime> read() {
        if (isName() && month() == 0) {
            next++;
        }
        boolean monthFirst = isName();
        int day = monthFirst ? 0 : number(2);
        int month = month();
        next++;
        if (monthFirst) {
            day = number(2);
        }
        int year = monthFirst ? 0 : year();
        LocalTimeOfDay time = time();
        if (monthFirst) {
            year = year();
        }
        if (month == 0 || day < 1 || year < 0 || time.isBroken()) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.of(year, month, day, time.hour, time.minute, time.second)
                .atOffset(zone()));
    }

    private record LocalTimeOfDay(int hour, int minute, int second) {
        boolean isBroken() {
            return hour < 0 || minute < 0 || second < 0;
        }
    }

    private String word() {
        return next < words.size() ? words.get(next) : "";
    }

    private boolean isName() {
        return !word().isEmpty() && Ascii.isLetter(word().charAt(0));
    }

    /** 1 to 12 for a name that starts like a month, otherwise 0. */
    private int month() {
        return word().length() < 3 ? 0 : MONTHS.indexOf(word().substring(0, 3)) + 1;
    }

    /** Takes a number of that many digits at most, a fraction dropped; -1 if there is none. */
    private int number(int digits) {
        String word = word();
        int value = 0;
        int length = 0;
        while (length < word.length() && Ascii.isDigit(word.charAt(length))) {
            if (length == digits) {
                return -1;
            }
            value = value * 10 + word.charAt(length++) - '0';
        }
        if (length == 0 || (length < word.length() && word.charAt(length) != '.')) {
            return -1;
        }
        next++;
        return value;
    }

    private int year() {
        int digits = word().length();
        int year = number(4);
        if (year >= 0 && digits == 2) {
            return year < 50 ? 2000 + year : 1900 + year;
        }
        return digits == 3 && year >= 0 ? 1900 + year : year;
    }

    private LocalTimeOfDay time() {
        boolean isTime = next + 1 < words.size() && words.get(next + 1).equals(":");
        if (!isTime) {
            return new LocalTimeOfDay(0, 0, 0);
        }
        int hour = number(2);
        int minute = partOfTime();
        int second = word().equals(":") ? partOfTime() : 0;
        return new LocalTimeOfDay(hour, minute, second == 60 ? 59 : second);
    }

    private int partOfTime() {
        next++;
        return number(2);
    }

    private ZoneOffset zone() {
        String zone = word();
        if (!isNumeric(zone)) {
            return ZoneOffset.ofHours(ZONE_HOURS.getOrDefault(zone, 0));
        }
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(3));
        if (minutes > 18 * 60) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -minutes : minutes) * 60);
    }

    /** A sign and four digits. */
    private static boolean isNumeric(String zone) {
        return zone.length() == 5
                && (zone.charAt(0) == '+' || zone.charAt(0) == '-')
                && zone.chars().skip(1).allMatch(Ascii::isDigit);
    }
}
