package io.pymap.mailbox.sharing;

import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.Optional;

/**
 * Where the mailboxes of others are. RFC 2342.
 *
 * @param publicOwner the user whose mailboxes are everybody's, as far as their access control lists say so; empty for none
 */
record Places(Optional<String> publicOwner) {

    /** The mailbox of a user under the name that the user itself has for it. */
    record Place(String owner, MailboxName name) {}

    /** Whose mailbox the name is, as the user sees it; empty where it is no mailbox of others. */
    Optional<Place> foreign(MailboxName name) {
        List<String> elements = name.elements();
        if (elements.size() > 2 && elements.get(0).equals(SharingBackend.OTHER_USERS)) {
            return Optional.of(new Place(elements.get(1), behind(elements, 2)));
        }
        if (elements.size() > 1 && elements.get(0).equals(SharingBackend.SHARED)) {
            return publicOwner.map(owner -> new Place(owner, behind(elements, 1)));
        }
        return Optional.empty();
    }

    /** Whether no mailbox of the user itself can have the name. */
    boolean isReserved(MailboxName name) {
        String first = name.elements().get(0);
        return first.equals(SharingBackend.OTHER_USERS)
                || (first.equals(SharingBackend.SHARED) && publicOwner.isPresent());
    }

    /** The name by which others see the mailbox; empty where the owner's name cannot be part of one. */
    Optional<MailboxName> seenByOthers(Place place) {
        if (publicOwner.filter(place.owner()::equals).isPresent()) {
            return Optional.of(new MailboxName(SharingBackend.SHARED + "/" + place.name()));
        }
        if (place.owner().indexOf(MailboxName.DELIMITER) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new MailboxName(SharingBackend.OTHER_USERS + "/" + place.owner() + "/" + place.name()));
    }

    private static MailboxName behind(List<String> elements, int from) {
        return new MailboxName(String.join("/", elements.subList(from, elements.size())));
    }
}
