package io.pymap.backend.maildir;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The first line of {@code dovecot-uidlist}.
 *
 * @param otherFields fields that mean nothing here, with a space between
 */
record UidListHeader(long uidValidity, long nextUid, Optional<String> guid, String otherFields) {

    private static final String VERSION = "3 ";
    private static final long MAX = 0xFFFF_FFFFL;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{32}");

    UidListHeader {
        if (uidValidity < 1 || uidValidity > MAX || nextUid < 1 || nextUid > MAX) {
            throw new IllegalArgumentException("Expected numbers of 1 to 4294967295");
        }
        guid.ifPresent(UidListHeader::requireGuid);
    }

    /** Empty where the version is another, or UIDVALIDITY or the next UID is missing. */
    static Optional<UidListHeader> parse(String line) {
        if (!line.startsWith(VERSION)) {
            return Optional.empty();
        }
        OptionalLong uidValidity = OptionalLong.empty();
        OptionalLong nextUid = OptionalLong.empty();
        Optional<String> guid = Optional.empty();
        StringBuilder others = new StringBuilder();
        for (String field : line.substring(VERSION.length()).split(" +")) {
            String value = field.isEmpty() ? "" : field.substring(1);
            if (field.startsWith("V")) {
                uidValidity = number(value);
            } else if (field.startsWith("N")) {
                nextUid = number(value);
            } else if (field.startsWith("G")) {
                guid = Optional.of(value).filter(id -> GUID.matcher(id).matches());
            } else if (!field.isEmpty()
                    && field.chars().allMatch(c -> c > ' ')) { // a CR would be a line's end elsewhere
                others.append(others.isEmpty() ? "" : " ").append(field);
            }
        }
        return uidValidity.isPresent() && nextUid.isPresent()
                ? Optional.of(new UidListHeader(uidValidity.getAsLong(), nextUid.getAsLong(), guid, others.toString()))
                : Optional.empty();
    }

    private static OptionalLong number(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = number ? Long.parseLong(digits) : 0;
        return value >= 1 && value <= MAX ? OptionalLong.of(value) : OptionalLong.empty();
    }

    static String requireGuid(String guid) {
        if (!GUID.matcher(guid).matches()) {
            throw new IllegalArgumentException("Expected 32 hexadecimal digits");
        }
        return guid;
    }

    UidListHeader with(long newNextUid, Optional<String> newGuid) {
        return new UidListHeader(uidValidity, newNextUid, newGuid, otherFields);
    }

    String line() {
        return VERSION + "V" + uidValidity + " N" + nextUid
                + guid.map(id -> " G" + id).orElse("") + (otherFields.isEmpty() ? "" : " " + otherFields) + "\n";
    }
}
