package io.pymap.imap.vocabulary;

import io.pymap.imap.session.SessionState;
import java.util.Set;

/** Which words a session may use: not the same for every user, nor for all times. Safe for use by many threads. */
public interface Vocabularies {

    /** The words of a session in that state, now. */
    Vocabulary of(SessionState session);

    /** Names of the commands behind which nothing may be read ahead, whatever the words are by then. */
    Set<String> barriers();
}
