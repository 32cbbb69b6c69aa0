package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of entries, and the mailboxes they belong to. RFC 5464 3.2, 4.1. */
final class Entries {

    private static final int MAX_ENTRIES = 1_000;

    private Entries() {}

    /** One entry, or several in parentheses; what is above all entries of a kind may be named as well. */
    static List<String> parse(ArgumentReader in) {
        List<String> entries = new ArrayList<>();
        if (!in.skip('(')) {
            entries.add(entry(in, true));
            return entries;
        }
        do {
            if (entries.size() == MAX_ENTRIES) {
                throw in.expected("at most " + MAX_ENTRIES + " entries");
            }
            entries.add(entry(in, true));
        } while (in.skip(' '));
        in.expect(')');
        return entries;
    }

    /** One that can have a value; in lower case. */
    static String entry(ArgumentReader in) {
        return entry(in, false);
    }

    private static String entry(ArgumentReader in, boolean orRoot) {
        ArgumentReader.Place start = in.place();
        String entry = in.astring().toLowerCase(Locale.ROOT);
        boolean isRoot = entry.equals("/private") || entry.equals("/shared");
        boolean rooted = (orRoot && isRoot) || entry.startsWith("/private/") || entry.startsWith("/shared/");
        boolean wellFormed = entry.chars().allMatch(c -> c > 0x1F && c < 0x7F && c != '*' && c != '%')
                && !entry.contains("//")
                && !entry.endsWith("/");
        if (!rooted || !wellFormed) {
            in.backTo(start);
            throw in.expected("an entry below /private/ or /shared/");
        }
        return entry;
    }

    /** A mailbox, or {@code ""} for the server. */
    static Optional<MailboxName> mailbox(ArgumentReader in) {
        String name = in.mailboxText();
        return name.isEmpty() ? Optional.empty() : Optional.of(new MailboxName(name));
    }

    /** The mailbox of that name, where mailboxes have annotations at all. */
    static Mailbox find(MailboxName name, Authenticated session) {
        if (!session.connection().offers(Metadata.NAME)) {
            throw new Refusal(ResponseCode.CANNOT, "Only the server has annotations here.");
        }
        return session.account()
                .find(name)
                .orElseThrow(() -> new Refusal(ResponseCode.NONEXISTENT, "Mailbox does not exist."));
    }
}
