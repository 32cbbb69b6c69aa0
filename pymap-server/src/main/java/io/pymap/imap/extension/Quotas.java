package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.StatusItem;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.Quota.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * QUOTA: what a user's mail takes up, and how much of it there may be. RFC 9208, and RFC 2087 before it. Every mailbox of a
 * user has one quota root, {@code #user/} and its name. Backends keep to the limits.
 */
public final class Quotas implements Extension {

    static final String NAME = "QUOTA";

    private static final String PREFIX = "#user/";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 9208";
    }

    @Override
    public String summary() {
        return "How much mail there is and may be: STORAGE, MESSAGE and MAILBOX";
    }

    /** RFC 9208 3.1.1. */
    @Override
    public List<String> capabilities(SessionState session) {
        if (!(session instanceof Authenticated)) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(NAME));
        for (Resource resource : Resource.values()) {
            words.add("QUOTA=RES-" + resource);
        }
        return words;
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(
                CommandSpec.of("GETQUOTA", Authenticated.class, (in, words) -> {
                    String root = in.space().astring();
                    return session -> Reply.ok("GETQUOTA completed.").with(told(root, account(root, session)));
                }),
                CommandSpec.of("GETQUOTAROOT", Authenticated.class, (in, words) -> {
                    MailboxName mailbox = in.space().mailboxName();
                    return session -> roots(mailbox, session);
                }));
    }

    /** RFC 9208 4.1.2: of a mailbox that need not exist yet. */
    private static Reply roots(MailboxName mailbox, Authenticated session) {
        String owner = session.account().ownerOf(mailbox);
        String root = PREFIX + owner;
        Account account = owner.equals(session.account().user()) ? session.account() : session.accountOf(owner);
        Untagged named = out -> out.text("QUOTAROOT ").mailbox(mailbox).space().astring(root);
        return Reply.ok("GETQUOTAROOT completed.").with(List.of(named, told(root, account)));
    }

    /** The account that the root covers; that of somebody else only for an administrator. */
    static Account account(String root, Authenticated session) {
        String user = root.startsWith(PREFIX) ? root.substring(PREFIX.length()) : "";
        if (user.equals(session.account().user())) {
            return session.account();
        }
        if (user.isEmpty() || !session.admin()) {
            throw new Refusal(ResponseCode.NONEXISTENT, "No such quota root.");
        }
        return session.accountOf(user);
    }

    static Untagged told(String root, Account account) {
        return new Told(root, account.quota());
    }

    /** RFC 9208 4.2.1: only what is limited. */
    private record Told(String root, Quota quota) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text("QUOTA ").astring(root).text(" (");
            String separator = "";
            for (Resource resource : Resource.values()) {
                Long limit = quota.limits().get(resource);
                if (limit != null) {
                    out.text(separator)
                            .text(resource.name())
                            .space()
                            .number(quota.usage().getOrDefault(resource, 0L))
                            .space()
                            .number(limit);
                    separator = " ";
                }
            }
            out.octet(')');
        }
    }

    /** RFC 9208 4.1.4. */
    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of(
                "DELETED", (mailbox, counts, session) -> Long.toString(counts.deleted()),
                "DELETED-STORAGE", (mailbox, counts, session) -> Long.toString(counts.deletedSize()));
    }
}
