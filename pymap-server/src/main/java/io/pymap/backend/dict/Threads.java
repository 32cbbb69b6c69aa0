package io.pymap.backend.dict;

import io.pymap.backend.ObjectIds;
import io.pymap.backend.Sha256;
import io.pymap.backend.ThreadHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the THREADID (RFC 8474 5.2) of new messages in one account.
 *
 * <p>A message has a key for each message id it names, made of that id and its base subject. It joins the thread of the
 * first key that is known, and all its keys lead to that thread from then on. Without a message id it is a thread of its
 * own. The oldest keys are forgotten when there are too many, so a very old thread may go on as a new one.
 */
final class Threads {

    private static final int MAX_KEYS = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ObjectIds ids;
    private final Map<Sha256, String> threadIds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, String> eldest) {
            return size() > MAX_KEYS;
        }
    };

    Threads(ObjectIds ids) {
        this.ids = ids;
    }

    Threads copy() {
        Threads copy = new Threads(ids);
        lock.lock();
        try {
            copy.threadIds.putAll(threadIds);
        } finally {
            lock.unlock();
        }
        return copy;
    }

    String threadOf(ThreadHeaders headers) {
        List<Sha256> keys = headers.keys();
        lock.lock();
        try {
            for (Sha256 key : keys) {
                String known = threadIds.get(key);
                if (known != null) {
                    return join(keys, known);
                }
            }
            return join(keys, ids.next('T'));
        } finally {
            lock.unlock();
        }
    }

    private String join(List<Sha256> keys, String threadId) {
        keys.forEach(key -> threadIds.putIfAbsent(key, threadId));
        return threadId;
    }
}
