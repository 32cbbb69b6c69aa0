package io.pymap.imap.vocabulary;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.mailbox.FlagChange;

/** Something beside flags that STORE can change. */
@FunctionalInterface
public interface StoreItem {

    /** Does it, and tells how the messages are now unless {@code silent}. */
    Reply store(Selected session, MessageSet messages, FlagChange.Mode mode, boolean silent);

    /** Reads the value, from the space before it. */
    @FunctionalInterface
    interface Parser {
        StoreItem parse(ArgumentReader in);
    }
}
