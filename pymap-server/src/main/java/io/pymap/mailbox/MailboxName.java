package io.pymap.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a mailbox: elements joined by {@code /}, in Unicode.
 *
 * <p>Every backend takes and gives only these, so what a name may hold is decided here alone: no empty element, none that
 * is {@code .} or {@code ..}, no control character, no lone surrogate, an element of at most 250 octets in UTF-8 and at
 * most 32 elements. INBOX is written in capitals, also as the first element of a longer name (RFC 9051 5.1).
 */
public record MailboxName(String value) implements Comparable<MailboxName> {

    public static final char DELIMITER = '/';
    public static final MailboxName INBOX = new MailboxName("INBOX");

    private static final int MAX_ELEMENT_OCTETS = 250;
    private static final int MAX_ELEMENTS = 32;

    /** @throws MailboxException.NotAllowed where the rules above are broken */
    public MailboxName {
        value = withCanonicalInbox(value);
        String[] elements = value.split("/", -1);
        if (elements.length > MAX_ELEMENTS) {
            throw new MailboxException.NotAllowed("Mailbox names have at most " + MAX_ELEMENTS + " levels");
        }
        for (String element : elements) {
            check(element);
        }
    }

    private static String withCanonicalInbox(String name) {
        int end = name.indexOf(DELIMITER);
        String first = end < 0 ? name : name.substring(0, end);
        return first.toUpperCase(Locale.ROOT).equals("INBOX") ? "INBOX" + name.substring(first.length()) : name;
    }

    private static void check(String element) {
        if (element.isEmpty()) {
            throw new MailboxException.NotAllowed("A level of the mailbox name is empty");
        }
        if (element.equals(".") || element.equals("..")) {
            throw new MailboxException.NotAllowed("A level of the mailbox name is only dots");
        }
        boolean printable = element.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0xFFFD);
        if (!printable) {
            throw new MailboxException.NotAllowed("The mailbox name has a control character");
        }
        if (element.getBytes(StandardCharsets.UTF_8).length > MAX_ELEMENT_OCTETS) {
            throw new MailboxException.NotAllowed("A level of the mailbox name is over 250 octets");
        }
    }

    public boolean isInbox() {
        return value.equals("INBOX");
    }

    public List<String> elements() {
        return List.of(value.split("/", -1));
    }

    public Optional<MailboxName> parent() {
        int end = value.lastIndexOf(DELIMITER);
        return end < 0 ? Optional.empty() : Optional.of(new MailboxName(value.substring(0, end)));
    }

    /** Whether this name lies below the other in the hierarchy. */
    public boolean isInferiorOf(MailboxName other) {
        return value.startsWith(other.value + DELIMITER);
    }

    /** This name after the other, which it equals or lies below, was renamed. */
    public MailboxName moved(MailboxName from, MailboxName to) {
        return new MailboxName(to.value + value.substring(from.value.length()));
    }

    /** INBOX first, then by name, so that a mailbox stands before its inferiors. */
    @Override
    public int compareTo(MailboxName other) {
        if (isInbox() || other.isInbox()) {
            return Boolean.compare(other.isInbox(), isInbox());
        }
        return value.replace(DELIMITER, '\0').compareTo(other.value.replace(DELIMITER, '\0'));
    }

    @Override
    public String toString() {
        return value;
    }
}
