package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.ModifiedUtf7;
import java.util.Optional;
import java.util.Set;

/**
 * One level of a mailbox name as the name of a directory. Both layouts take the same names, so that a tree can be brought
 * from one to the other; none is that of a file that stands in a Maildir.
 */
final class FolderName {

    static final int MAX_OCTETS = 250;

    private static final Set<String> RESERVED =
            Set.of("cur", "new", "tmp", "maildirfolder", "maildirsize", "subscriptions", "subscriptions.lock");

    private FolderName() {}

    /** @throws MailboxException.NotAllowed where it cannot be one */
    static String encode(String element) {
        char first = element.charAt(0);
        if (first == '.' || first == '~') {
            throw new MailboxException.NotAllowed("A level of the mailbox name begins with '" + first + "'");
        }
        String encoded = ModifiedUtf7.encode(element);
        if (RESERVED.contains(encoded) || isOfAProgram(encoded)) {
            throw new MailboxException.NotAllowed("A level of the mailbox name is a name that mail programs use");
        }
        return requireShort(encoded);
    }

    /** A name that begins like this is a file of ours or of Dovecot. */
    static boolean isOfAProgram(String fileName) {
        return fileName.matches("(dovecot|pymap)[-.].*");
    }

    static String requireShort(String encoded) {
        if (encoded.length() > MAX_OCTETS) {
            throw new MailboxException.NotAllowed("The mailbox name is over 250 octets long on disk");
        }
        return encoded;
    }

    /** The level that a directory stands for; empty where it is not what {@link #encode} gives for any. */
    static Optional<String> decode(String directory) {
        try {
            String element = ModifiedUtf7.decode(directory);
            return !element.isEmpty() && encode(element).equals(directory) ? Optional.of(element) : Optional.empty();
        } catch (IllegalArgumentException | MailboxException.NotAllowed e) {
            return Optional.empty();
        }
    }
}
