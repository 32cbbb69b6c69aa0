package io.pymap.backend;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.Quota.Resource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Holds an account to its quota. What is about to be added is set aside first, so that two who add at the same time
 * cannot both take the last of the room; no lock is held while they do.
 */
public final class Allowance {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<Usage> inUse;
    private Map<Resource, Long> limits = Map.of();
    private Usage setAside = new Usage(0, 0, 0);

    /** In octets, messages and mailboxes. */
    public record Usage(long octets, long messages, long mailboxes) {

        public Usage plus(Usage other) {
            return new Usage(octets + other.octets, messages + other.messages, mailboxes + other.mailboxes);
        }

        public Usage minus(Usage other) {
            return new Usage(octets - other.octets, messages - other.messages, mailboxes - other.mailboxes);
        }

        /** Octets in units of 1024, the last one maybe not full. RFC 9208 5.1. */
        long of(Resource resource) {
            return switch (resource) {
                case STORAGE -> (octets + 1023) / 1024;
                case MESSAGE -> messages;
                case MAILBOX -> mailboxes;
            };
        }

        Map<Resource, Long> asMap() {
            Map<Resource, Long> all = new EnumMap<>(Resource.class);
            for (Resource resource : Resource.values()) {
                all.put(resource, of(resource));
            }
            return all;
        }
    }

    public Allowance(Supplier<Usage> inUse) {
        this.inUse = inUse;
    }

    public Quota quota() {
        lock.lock();
        try {
            return new Quota(inUse.get().asMap(), limits);
        } finally {
            lock.unlock();
        }
    }

    public void limit(Map<Resource, Long> newLimits) {
        lock.lock();
        try {
            limits = Map.copyOf(newLimits);
        } finally {
            lock.unlock();
        }
    }

    /** Does what adds that much, if there is room for it. */
    public <T> T spend(Usage amount, Supplier<T> addition) {
        setAside(amount);
        try {
            return addition.get();
        } finally {
            lock.lock();
            try {
                setAside = setAside.minus(amount);
            } finally {
                lock.unlock();
            }
        }
    }

    private void setAside(Usage amount) {
        lock.lock();
        try {
            if (!limits.isEmpty()) {
                requireRoom(amount);
            }
            setAside = setAside.plus(amount);
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom(Usage amount) {
        Usage after = inUse.get().plus(setAside).plus(amount);
        limits.forEach((resource, limit) -> {
            if (amount.of(resource) > 0 && after.of(resource) > limit) {
                throw new MailboxException.OverQuota("Quota exceeded: at most " + limit + " of " + resource);
            }
        });
    }
}
