package io.pymap.transcripts;

import io.pymap.imap.ImapProtocol;
import io.pymap.imap.session.Limits;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.profile.ServerProfile;
import java.util.List;
import java.util.Set;

/**
 * What a script needs before its first line.
 *
 * @param options words without a value: {@code demo}, {@code remote}, {@code no-tls}, {@code preauth}, {@code socket},
 *     {@code read-only} for a script about a mailbox that nobody can change
 * @param profile of which protocol and limits are, with what the script has set on top of them
 */
public record Setup(
        List<User> users,
        List<Seed> seeds,
        ServerProfile profile,
        ImapProtocol protocol,
        Limits limits,
        Set<String> options) {

    /** The user whom clients log in as unless told otherwise. */
    static final User USER = new User("testuser", "testpass");

    /** A mailbox of that user, with its messages. */
    public record Seed(MailboxName mailbox, List<NewMessage> messages) {}

    public boolean is(String option) {
        return options.contains(option);
    }

    void fill(Account account) {
        profile.furnish(account);
        for (Seed seed : seeds) {
            Mailbox mailbox = account.find(seed.mailbox()).orElseGet(() -> account.create(seed.mailbox()));
            mailbox.append(seed.messages());
        }
    }
}
