package io.pymap.imap.command;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.mailbox.MailboxName;
import java.util.List;

/** SUBSCRIBE and UNSUBSCRIBE. RFC 3501 6.3.6, 6.3.7. The mailbox need not exist. */
final class Subscribe {

    static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("SUBSCRIBE", Authenticated.class, (in, words) -> {
                MailboxName name = in.space().mailboxName();
                return session -> {
                    session.account().subscribe(name);
                    return Reply.ok("SUBSCRIBE completed.");
                };
            }),
            CommandSpec.of("UNSUBSCRIBE", Authenticated.class, (in, words) -> {
                MailboxName name = in.space().mailboxName();
                return session -> {
                    session.account().unsubscribe(name);
                    return Reply.ok("UNSUBSCRIBE completed.");
                };
            }));

    private Subscribe() {}
}
