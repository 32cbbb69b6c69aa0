package io.pymap.mime;

import java.util.List;
import java.util.Optional;

/**
 * Reads an address list (RFC 5322 3.4 and 4.4) in one pass, and makes the most of a broken one.
 *
 * <p>A semicolon outside a group separates like a comma. A group that is not closed ends with the field; groups do not
 * nest. Words after an address are dropped; an address before {@code <} is a name. CR, LF and NUL count as space.
 */
final class AddressParser {

    private final byte[] array;
    private final int end;
    private final List<Address> found;

    private final Words phrase = new Words();
    private final Words comment = new Words();
    private final Words route = new Words();
    private final Words local = new Words();
    private final Words domain = new Words();

    private int position;
    private boolean hasAt;
    private boolean hasAngle;
    private boolean inGroup;

    private AddressParser(Octets value, List<Address> found) {
        this.array = value.array();
        this.position = value.offset();
        this.end = value.end();
        this.found = found;
    }

    /** Adds the addresses of a field's value, group markers among them. */
    static void parse(Octets value, List<Address> found) {
        new AddressParser(value, found).run();
    }

    private void run() {
        while (position < end) {
            char octet = (char) (array[position++] & 0xFF);
            switch (octet) {
                case ',' -> endAddress();
                case ';' -> {
                    endAddress();
                    endGroup();
                }
                case ':' -> colon();
                case '<' -> angle();
                case '(' -> comment();
                default -> word(octet);
            }
        }
        endAddress();
        endGroup();
    }

    /** One octet of a phrase or an address without brackets: which of them shows later. */
    private void word(char octet) {
        if (hasAngle) {
            return;
        }
        if (octet == '"') {
            quoted(phrase, hasAt ? domain : local);
        } else if (octet == '[' && hasAt) {
            domainLiteral(phrase);
        } else if (isSpace(octet)) {
            phrase.space();
            local.space();
            domain.space();
        } else {
            phrase.add(octet);
            addressOctet(octet);
        }
    }

    private void addressOctet(char octet) {
        if (octet == '@' && !hasAt) {
            hasAt = true;
        } else if (hasAt) {
            domain.addTight(octet);
        } else {
            local.addWord(octet);
        }
    }

    private void colon() {
        if (inGroup || hasAt || hasAngle) {
            word(':');
            return;
        }
        found.add(Address.startOfGroup(phrase.text()));
        inGroup = true;
        clear();
    }

    private void endGroup() {
        if (inGroup) {
            found.add(Address.endOfGroup());
            inGroup = false;
        }
    }

    private void angle() {
        if (hasAngle) {
            endAddress();
        }
        hasAngle = true;
        hasAt = false;
        local.clear();
        domain.clear();
        route();
        while (position < end) {
            char octet = (char) (array[position] & 0xFF);
            if (octet == ',' || octet == ';' || octet == '<') {
                return;
            }
            position++;
            if (octet == '>') {
                return;
            }
            if (octet == '(') {
                comment();
            } else if (octet == '"') {
                quoted(hasAt ? domain : local);
            } else if (octet == '[' && hasAt) {
                domainLiteral();
            } else if (isSpace(octet)) {
                local.space();
                domain.space();
            } else {
                addressOctet(octet);
            }
        }
    }

    /** The source route at the start of an angle address: {@code @a,@b:}. Looks no further than the next bracket. */
    private void route() {
        int start = position;
        while (start < end && isSpace((char) (array[start] & 0xFF))) {
            start++;
        }
        if (start == end || array[start] != '@') {
            return;
        }
        int colon = start;
        while (colon < end && array[colon] != ':') {
            if (array[colon] == '<' || array[colon] == '>' || array[colon] == '"') {
                return;
            }
            colon++;
        }
        if (colon == end) {
            return;
        }
        for (int i = start; i < colon; i++) {
            char octet = (char) (array[i] & 0xFF);
            if (!isSpace(octet)) {
                route.add(octet);
            }
        }
        position = colon + 1;
    }

    private void quoted(Words... targets) {
        while (position < end) {
            char octet = (char) (array[position++] & 0xFF);
            if (octet == '"') {
                return;
            }
            if (octet == '\\' && position < end) {
                octet = (char) (array[position++] & 0xFF);
            }
            if (octet != '\r' && octet != '\n' && octet != 0) {
                for (Words target : targets) {
                    target.add(octet);
                }
            }
        }
    }

    /** An address literal such as {@code [192.0.2.1]}, brackets kept. */
    private void domainLiteral(Words... targets) {
        char octet = '[';
        while (true) {
            if (!isSpace(octet)) {
                domain.add(octet);
                for (Words target : targets) {
                    target.add(octet);
                }
            }
            if (octet == ']' || position == end) {
                return;
            }
            octet = (char) (array[position++] & 0xFF);
        }
    }

    /** Comments nest. Only the first one of an address is kept, in case it has no phrase. */
    private void comment() {
        boolean keeps = comment.isEmpty();
        int depth = 1;
        while (position < end) {
            char octet = (char) (array[position++] & 0xFF);
            if (octet == '(') {
                depth++;
            } else if (octet == ')') {
                depth--;
                if (depth == 0) {
                    break;
                }
            } else if (octet == '\\' && position < end) {
                octet = (char) (array[position++] & 0xFF);
            }
            if (keeps && isSpace(octet)) {
                comment.space();
            } else if (keeps) {
                comment.add(octet);
            }
        }
        phrase.space();
        local.space();
        domain.space();
    }

    private void endAddress() {
        if (hasAngle) {
            add(phrase.isEmpty() ? comment : phrase);
        } else if (hasAt || !phrase.isEmpty()) {
            add(comment);
        }
        clear();
    }

    private void add(Words name) {
        found.add(new Address(optional(name), optional(route), Optional.of(local.text()), Optional.of(domain.text())));
    }

    private static Optional<String> optional(Words words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.text());
    }

    private void clear() {
        hasAt = false;
        hasAngle = false;
        phrase.clear();
        comment.clear();
        route.clear();
        local.clear();
        domain.clear();
    }

    private static boolean isSpace(char octet) {
        return Ascii.isSpace(octet) || octet == 0;
    }
}
