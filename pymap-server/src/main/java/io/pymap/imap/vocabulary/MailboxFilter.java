package io.pymap.imap.vocabulary;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which mailboxes are meant. RFC 5465 6, RFC 7377 2.2. */
public record MailboxFilter(Kind kind, List<MailboxName> names) {

    private static final int MAX_NAMES = 1_000;

    /** The words that say so. */
    public enum Kind {
        SELECTED,
        SELECTED_DELAYED,
        /** Messages may be delivered to any of a user's own mailboxes, so these are no fewer than {@code PERSONAL}. */
        INBOXES,
        PERSONAL,
        SUBSCRIBED,
        SUBTREE,
        /** As {@code SUBTREE}, but no deeper than one level. */
        SUBTREE_ONE,
        MAILBOXES
    }

    private static final Set<Kind> NAMED = EnumSet.of(Kind.SUBTREE, Kind.SUBTREE_ONE, Kind.MAILBOXES);

    public MailboxFilter {
        names = List.copyOf(names);
    }

    /**
     * Reads one filter.
     *
     * @param kinds that there are in the command
     */
    public static MailboxFilter parse(ArgumentReader in, Set<Kind> kinds) {
        String word = in.keyword();
        Kind kind = kinds.stream()
                .filter(known -> known.name().replace('_', '-').equals(word))
                .findFirst()
                .orElseThrow(() -> in.expected("which mailboxes are meant before this"));
        return new MailboxFilter(kind, NAMED.contains(kind) ? names(in.space()) : List.of());
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

    /** Whether the selected mailbox is meant. */
    public boolean isOfSelected() {
        return kind == Kind.SELECTED || kind == Kind.SELECTED_DELAYED;
    }

    /** Whether this mailbox is meant by its name. */
    public boolean includes(MailboxName name, Account account, List<MailboxName> subscriptions) {
        return switch (kind) {
            case SELECTED, SELECTED_DELAYED -> false;
            case INBOXES, PERSONAL -> account.ownerOf(name).equals(account.user());
            case SUBSCRIBED -> subscriptions.contains(name);
            case SUBTREE -> names.stream().anyMatch(root -> name.equals(root) || name.isInferiorOf(root));
            case SUBTREE_ONE ->
                names.contains(name) || name.parent().filter(names::contains).isPresent();
            case MAILBOXES -> names.contains(name);
        };
    }
}
