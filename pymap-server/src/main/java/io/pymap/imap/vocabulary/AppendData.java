package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.mailbox.Content;

/** What stands for a message in APPEND and its kin: a literal, or something that it is made of. RFC 4466 2.2. */
@FunctionalInterface
public interface AppendData {

    /**
     * The octets of the message.
     *
     * @throws io.pymap.imap.session.Refusal where they cannot be had
     */
    Content content(Authenticated session);

    /** Reads what follows the name, from the space before it. */
    @FunctionalInterface
    interface Parser {
        AppendData parse(ArgumentReader in);
    }
}
