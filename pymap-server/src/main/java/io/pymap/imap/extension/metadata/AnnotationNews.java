package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Rights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Tells which annotations others have changed, by the names of the entries. RFC 5464 4.4.2. */
final class AnnotationNews implements NewsSource {

    private final boolean ofMailboxes;
    private final List<Expected> expected = new ArrayList<>(); // what the client has changed by itself
    private Annotations server;
    private Map<String, Annotations> known; // by mailbox id

    private record Expected(Optional<MailboxName> mailbox, Map<String, Optional<byte[]>> values) {}

    AnnotationNews(Account account, boolean ofMailboxes) {
        this.ofMailboxes = ofMailboxes;
        this.server = account.annotations();
        this.known = new HashMap<>();
        mailboxes(account).forEach((name, mailbox) -> known.put(mailbox.id(), mailbox.annotations()));
    }

    private Map<MailboxName, Mailbox> mailboxes(Account account) {
        Map<MailboxName, Mailbox> mailboxes = new HashMap<>();
        if (ofMailboxes) {
            account.mailboxes()
                    .forEach(name -> account.find(name)
                            .filter(found -> found.rights().has(Rights.READ))
                            .ifPresent(found -> mailboxes.put(name, found)));
        }
        return mailboxes;
    }

    /** The client changes this itself, and need not be told. */
    static void expect(Connection connection, Optional<MailboxName> mailbox, Map<String, Optional<byte[]>> values) {
        connection.newsSources().stream()
                .filter(AnnotationNews.class::isInstance)
                .map(AnnotationNews.class::cast)
                .forEach(news -> news.expected.add(new Expected(mailbox, values)));
    }

    @Override
    public List<Untagged> news(Authenticated session, boolean mayExpunge) {
        List<Untagged> news = new ArrayList<>();
        Annotations serverNow = session.account().annotations();
        tell(Optional.empty(), server, serverNow, news);
        server = serverNow;
        Map<String, Annotations> knownNow = new HashMap<>();
        mailboxes(session.account()).forEach((name, mailbox) -> {
            Annotations now = mailbox.annotations();
            tell(Optional.of(name), known.getOrDefault(mailbox.id(), now), now, news);
            knownNow.put(mailbox.id(), now);
        });
        known = knownNow;
        expected.clear();
        return news;
    }

    private void tell(Optional<MailboxName> mailbox, Annotations before, Annotations now, List<Untagged> news) {
        if (before == now) {
            return;
        }
        TreeSet<String> changed = new TreeSet<>(before.asMap().keySet());
        changed.addAll(now.asMap().keySet());
        changed.removeIf(entry -> same(before.value(entry), now.value(entry)) || isExpected(mailbox, entry, now));
        if (!changed.isEmpty()) {
            news.add(out -> {
                MetadataResponse.begin(out, mailbox);
                String separator = "";
                for (String entry : changed) {
                    out.text(separator).astring(entry);
                    separator = " ";
                }
            });
        }
    }

    private boolean isExpected(Optional<MailboxName> mailbox, String entry, Annotations now) {
        return expected.stream()
                .anyMatch(change -> change.mailbox().equals(mailbox)
                        && change.values().containsKey(entry)
                        && same(change.values().getOrDefault(entry, Optional.empty()), now.value(entry)));
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent() && (one.isEmpty() || Arrays.equals(one.get(), other.orElseThrow()));
    }

    @Override
    public boolean endsWithMailbox() {
        return false;
    }
}
