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
     * @param most octets that may be made of others; a literal is there already
     * @throws io.pymap.imap.session.Refusal where they cannot be had, or would be more
     */
    Content content(Authenticated session, long most);

    /** Reads what follows the name, from the space before it. */
    @FunctionalInterface
    interface Parser {
        AppendData parse(ArgumentReader in, Vocabulary words);
    }
}
