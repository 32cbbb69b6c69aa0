package io.pymap.backend.dict;

import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The mailbox access keys of one user, in memory. */
final class DictAccessKeys implements AccessKeys {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, AccessKey> keys = new HashMap<>(); // by mailbox id

    @Override
    public Optional<AccessKey> find(Mailbox mailbox) {
        lock.lock();
        try {
            return Optional.ofNullable(keys.get(mailbox.id()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public AccessKey obtain(Mailbox mailbox) {
        return put(mailbox, false);
    }

    @Override
    public AccessKey renew(Mailbox mailbox) {
        return put(mailbox, true);
    }

    private AccessKey put(Mailbox mailbox, boolean anew) {
        AccessKey fresh = AccessKey.random();
        lock.lock();
        try {
            AccessKey known = keys.get(mailbox.id());
            if (known != null && !anew) {
                return known;
            }
            if (known == null && keys.size() >= MAX_KEYS) {
                throw new MailboxException.OverLimit("A user has at most " + MAX_KEYS + " mailbox access keys");
            }
            keys.put(mailbox.id(), fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            keys.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The mailbox of that id is gone. */
    void forget(String mailboxId) {
        lock.lock();
        try {
            keys.remove(mailboxId);
        } finally {
            lock.unlock();
        }
    }

    /** As they are now. */
    Map<String, AccessKey> asMap() {
        lock.lock();
        try {
            return Map.copyOf(keys);
        } finally {
            lock.unlock();
        }
    }

    void putAll(Map<String, AccessKey> others) {
        lock.lock();
        try {
            keys.putAll(others);
        } finally {
            lock.unlock();
        }
    }
}
