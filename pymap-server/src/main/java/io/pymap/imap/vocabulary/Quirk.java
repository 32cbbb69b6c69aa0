package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState;

/** A way in which a server in the field departs from the RFCs, or from what other servers do. Switched by its name. */
public interface Quirk {

    /** In lower case with hyphens: {@code enable-without-enabled}. */
    String name();

    /** What the server does, in one line. */
    String summary();

    /** The command as this server has it; the same where the quirk has nothing to do with it. */
    <S extends SessionState> CommandSpec<S> command(CommandSpec<S> spec);
}
