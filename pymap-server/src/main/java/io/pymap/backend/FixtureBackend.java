package io.pymap.backend;

import io.pymap.mailbox.Backend;

/** A backend as the fixtures of tests need it: all mail can become again what it was at an earlier moment. */
public interface FixtureBackend extends Backend {

    @Override
    FixtureAccount account(String user);

    /** Users and mail as they are now, down to UIDs and mod-sequences. Nobody should change them meanwhile. */
    Savepoint savepoint();

    /** Reads everything anew: others have made users and mail what they were at a savepoint. Sessions must have ended. */
    void forget();

    /** A moment to come back to, as often as wanted. */
    interface Savepoint extends AutoCloseable {

        /**
         * Makes users and mail what they were, whatever has happened since: UIDs, UIDVALIDITY and mod-sequences go back as
         * well. Sessions must have ended.
         */
        void restore();

        /** There is no coming back any more. */
        @Override
        void close();
    }
}
