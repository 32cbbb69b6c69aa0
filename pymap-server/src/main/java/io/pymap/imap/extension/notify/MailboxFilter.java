package io.pymap.imap.extension.notify;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.List;

/** Which mailboxes are meant. RFC 5465 6. */
record MailboxFilter(Kind kind, List<MailboxName> names) {

    private static final int MAX_NAMES = 1_000;

    enum Kind {
        SELECTED,
        SELECTED_DELAYED,
        /** Messages may be delivered to any of a user's own mailboxes, so these are no fewer than {@code PERSONAL}. */
        INBOXES,
        PERSONAL,
        SUBSCRIBED,
        SUBTREE,
        MAILBOXES
    }

    static MailboxFilter parse(ArgumentReader in) {
        Kind kind = switch (in.keyword()) {
            case "SELECTED" -> Kind.SELECTED;
            case "SELECTED-DELAYED" -> Kind.SELECTED_DELAYED;
            case "INBOXES" -> Kind.INBOXES;
            case "PERSONAL" -> Kind.PERSONAL;
            case "SUBSCRIBED" -> Kind.SUBSCRIBED;
            case "SUBTREE" -> Kind.SUBTREE;
            case "MAILBOXES" -> Kind.MAILBOXES;
            default -> throw in.expected("which mailboxes are meant before this");
        };
        boolean named = kind == Kind.SUBTREE || kind == Kind.MAILBOXES;
        return new MailboxFilter(kind, named ? names(in.space()) : List.of());
    }

    private static List<MailboxName> names(ArgumentReader in) {
        List<MailboxName> names = new ArrayList<>();
        if (!in.skip('(')) {
            names.add(in.mailboxName());
            return names;
        }
        do {
            if (names.size() == MAX_NAMES) {
                throw in.expected("at most " + MAX_NAMES + " mailboxes");
            }
            names.add(in.mailboxName());
        } while (in.skip(' '));
        in.expect(')');
        return names;
    }

    boolean isOfSelected() {
        return kind == Kind.SELECTED || kind == Kind.SELECTED_DELAYED;
    }

    boolean includes(MailboxName name, Account account, List<MailboxName> subscriptions) {
        return switch (kind) {
            case SELECTED, SELECTED_DELAYED -> false;
            case INBOXES, PERSONAL -> account.ownerOf(name).equals(account.user());
            case SUBSCRIBED -> subscriptions.contains(name);
            case SUBTREE -> names.stream().anyMatch(root -> name.equals(root) || name.isInferiorOf(root));
            case MAILBOXES -> names.contains(name);
        };
    }
}
