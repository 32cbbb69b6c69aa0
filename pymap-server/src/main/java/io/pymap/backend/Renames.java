package io.pymap.backend;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which names RENAME changes. RFC 9051 6.3.6. */
public final class Renames {

    private Renames() {}

    /**
     * The new name of the mailbox and of each of its inferiors, by the old one.
     *
     * @param existing all names of the account
     * @throws MailboxException.NotFound where neither {@code from} nor anything below it exists
     * @throws MailboxException.AlreadyExists where {@code to}, or a name below it that is needed, is taken
     */
    public static SortedMap<MailboxName, MailboxName> of(
            MailboxName from, MailboxName to, Collection<MailboxName> existing) {
        TreeMap<MailboxName, MailboxName> renames = new TreeMap<>();
        for (MailboxName name : existing) {
            if (name.equals(from) || name.isInferiorOf(from)) {
                renames.put(name, name.moved(from, to));
            }
        }
        if (renames.isEmpty()) {
            throw new MailboxException.NotFound("Mailbox does not exist");
        }
        Set<MailboxName> needed = new HashSet<>(renames.values());
        needed.removeAll(renames.keySet());
        needed.add(to);
        for (MailboxName name : existing) {
            if (needed.contains(name)) {
                throw new MailboxException.AlreadyExists("Mailbox already exists");
            }
        }
        return Collections.unmodifiableSortedMap(renames);
    }
}
