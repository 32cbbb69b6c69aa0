package io.pymap.mime;

import java.util.Optional;

/**
 * An address of an envelope (RFC 3501 7.4.2), one char for each octet, nothing decoded.
 *
 * <p>A host that is absent marks a group: its start if there is a mailbox, which is then the group's name, otherwise its
 * end. A mailbox without a domain has the empty host, which is not absent.
 *
 * @param name phrase without quoting, or else the first comment
 * @param route source route (RFC 5322 4.4) without the colon that ends it
 * @param mailbox local part without quoting
 */
public record Address(Optional<String> name, Optional<String> route, Optional<String> mailbox, Optional<String> host) {

    static Address startOfGroup(String name) {
        return new Address(Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
    }

    static Address endOfGroup() {
        return new Address(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public boolean isStartOfGroup() {
        return host.isEmpty() && mailbox.isPresent();
    }

    public boolean isEndOfGroup() {
        return host.isEmpty() && mailbox.isEmpty();
    }
}
