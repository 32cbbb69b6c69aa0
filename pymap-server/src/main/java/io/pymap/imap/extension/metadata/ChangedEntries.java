package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.MailboxName;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names of entries whose values have changed. RFC 5464 4.4.2.
 *
 * @param mailbox empty for the server
 */
public record ChangedEntries(Optional<MailboxName> mailbox, SortedSet<String> entries) implements Untagged {

    /** The names of those entries that are not the same in both. */
    public static SortedSet<String> between(Annotations before, Annotations now) {
        TreeSet<String> changed = new TreeSet<>(before.asMap().keySet());
        changed.addAll(now.asMap().keySet());
        changed.removeIf(entry -> same(before.value(entry), now.value(entry)));
        return changed;
    }

    static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent() && (one.isEmpty() || Arrays.equals(one.get(), other.orElseThrow()));
    }

    @Override
    public void writeTo(ResponseWriter out) {
        MetadataResponse.begin(out, mailbox);
        String separator = "";
        for (String entry : entries) {
            out.text(separator).astring(entry);
            separator = " ";
        }
    }
}
