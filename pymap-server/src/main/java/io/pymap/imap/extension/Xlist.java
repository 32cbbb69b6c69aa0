package io.pymap.imap.extension;

import io.pymap.imap.command.ListMailboxes;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ListedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** XLIST, of which SPECIAL-USE was made: LIST with other names for some of the attributes, and one for INBOX. */
public final class Xlist implements Extension {

    private static final Map<String, String> OLD_NAMES =
            Map.of("\\All", "\\AllMail", "\\Flagged", "\\Starred", "\\Junk", "\\Spam");

    @Override
    public String name() {
        return "XLIST";
    }

    @Override
    public String source() {
        return "Google's IMAP extensions";
    }

    @Override
    public String summary() {
        return "What SPECIAL-USE was before it was a standard";
    }

    @Override
    public Set<String> needs() {
        return Set.of("SPECIAL-USE");
    }

    @Override
    public boolean byDefault() {
        return false;
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of(
                "XLIST",
                Authenticated.class,
                (in, words) -> ListMailboxes.plain("XLIST", in, words).withAttributes(Xlist::attributes)));
    }

    private static List<String> attributes(ListedName name) {
        if (name.name().isInbox()) {
            return List.of("\\Inbox");
        }
        List<String> attributes = new ArrayList<>();
        name.mailbox()
                .ifPresent(mailbox -> SpecialUse.of(mailbox.annotations())
                        .forEach(use -> attributes.add(OLD_NAMES.getOrDefault(use, use))));
        return attributes;
    }
}
