package io.pymap.backend.dict;

import io.pymap.backend.FixtureBackend;
import io.pymap.mailbox.User;
import java.util.Map;
import java.util.Set;

/**
 * Users and mail of a backend at one moment. Messages are shared with the backend.
 *
 * @param accounts nobody changes these: the backend gets copies
 */
record DictSavepoint(
        DictBackend backend,
        Map<String, User> users,
        Set<String> demoUsers,
        Map<String, DictAccount> accounts,
        ServerAnnotations.Kept annotations)
        implements FixtureBackend.Savepoint {

    @Override
    public void restore() {
        backend.restore(this);
    }

    @Override
    public void close() {
        // The garbage collector does it.
    }
}
