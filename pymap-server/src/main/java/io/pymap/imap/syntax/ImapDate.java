package io.pymap.imap.syntax;

import io.pymap.mailbox.InternalDate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The {@code date} and {@code date-time} of RFC 9051 9. */
public final class ImapDate {

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private ImapDate() {}

    /** {@code 01-Jan-2010 00:00:00 +0000}, without quotes. */
    public static String format(InternalDate date) {
        OffsetDateTime at = date.toOffsetDateTime();
        int zone = date.offsetSeconds() / 60;
        StringBuilder out = new StringBuilder(26);
        twoDigits(out, at.getDayOfMonth())
                .append('-')
                .append(MONTHS.get(at.getMonthValue() - 1))
                .append('-');
        int year = Math.min(Math.max(at.getYear(), 0), 9999);
        twoDigits(twoDigits(out, year / 100), year % 100).append(' ');
        twoDigits(out, at.getHour()).append(':');
        twoDigits(out, at.getMinute()).append(':');
        twoDigits(out, at.getSecond()).append(' ').append(zone < 0 ? '-' : '+');
        twoDigits(twoDigits(out, Math.abs(zone) / 60), Math.abs(zone) % 60);
        return out.toString();
    }

    private static StringBuilder twoDigits(StringBuilder out, int value) {
        return out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    /**
     * Reads {@code dd-Mon-yyyy hh:mm:ss +zzzz}; the day may have a space or nothing for its first digit.
     *
     * @throws SyntaxException where it is no such date
     */
    public static InternalDate parseDateTime(String text) {
        Scanner in = new Scanner(text, "Expected a date-time such as \"01-Jan-2010 00:00:00 +0000\"");
        if (in.next(' ')) {
            in.skip(' ');
        }
        LocalDate day = in.date();
        in.skip(' ');
        int hour = in.digits(2, 2);
        in.skip(':');
        int minute = in.digits(2, 2);
        in.skip(':');
        int second = in.digits(2, 2);
        in.skip(' ');
        int sign = in.next('-') ? -1 : 1;
        in.skip(sign < 0 ? '-' : '+');
        int zoneHours = in.digits(2, 2);
        int zoneMinutes = in.digits(2, 2);
        in.end();
        try {
            ZoneOffset zone = ZoneOffset.ofHoursMinutes(sign * zoneHours, sign * zoneMinutes);
            return InternalDate.of(OffsetDateTime.of(day, LocalTime.of(hour, minute, second), zone));
        } catch (DateTimeException e) {
            throw in.problem();
        }
    }

    /**
     * Reads {@code d-Mon-yyyy}, the day with one or two digits.
     *
     * @throws SyntaxException where it is no such date
     */
    public static LocalDate parseDate(String text) {
        Scanner in = new Scanner(text, "Expected a date such as 1-Feb-2010");
        LocalDate date = in.date();
        in.end();
        return date;
    }

    /** Walks over the text of one date. */
    private static final class Scanner {

        private final String text;
        private final String expected;
        private int at;

        Scanner(String text, String expected) {
            this.text = text;
            this.expected = expected;
        }

        SyntaxException problem() {
            return new SyntaxException(expected);
        }

        boolean next(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        void skip(char c) {
            if (!next(c)) {
                throw problem();
            }
            at++;
        }

        void end() {
            if (at != text.length()) {
                throw problem();
            }
        }

        int digits(int least, int most) {
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                value = value * 10 + text.charAt(at++) - '0';
            }
            if (at - start < least) {
                throw problem();
            }
            return value;
        }

        LocalDate date() {
            int day = digits(1, 2);
            skip('-');
            if (at + 3 > text.length()) {
                throw problem();
            }
            String name = text.substring(at, at + 3);
            int month = MONTHS.indexOf(name.substring(0, 1).toUpperCase(Locale.ROOT)
                    + name.substring(1).toLowerCase(Locale.ROOT));
            at += 3;
            skip('-');
            int year = digits(4, 4);
            try {
                return LocalDate.of(year, month + 1, day);
            } catch (DateTimeException e) {
                throw problem();
            }
        }
    }
}
