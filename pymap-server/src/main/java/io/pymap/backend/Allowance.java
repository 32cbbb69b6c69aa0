package io.pymap.backend;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.Quota;
import io.pymap.mailbox.Quota.Resource;
import java.util.EnumMap;
import java.util.List;
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
    private final Supplier<Map<Resource, Long>> limits;
    private Usage setAside = new Usage(0, 0, 0);

    /** In octets, messages and mailboxes. */
    public record Usage(long octets, long messages, long mailboxes) {

        public static Usage ofNew(List<NewMessage> messages) {
            long octets = messages.stream()
                    .mapToLong(message -> message.content().size())
                    .sum();
            return new Usage(octets, messages.size(), 0);
        }

        public static Usage of(List<Message> messages) {
            return new Usage(messages.stream().mapToLong(Message::size).sum(), messages.size(), 0);
        }

        /** What this takes up beyond what goes for it. RFC 8508 3.4. */
        public Usage inPlaceOf(Usage before) {
            return new Usage(Math.max(0, octets - before.octets), messages - before.messages, mailboxes);
        }

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

    /**
     * Both are asked each time.
     *
     * @param limits of the resources that have one
     */
    public Allowance(Supplier<Usage> inUse, Supplier<Map<Resource, Long>> limits) {
        this.inUse = inUse;
        this.limits = limits;
    }

    public Quota quota() {
        Map<Resource, Long> now = limits.get();
        lock.lock();
        try {
            return new Quota(inUse.get().asMap(), now);
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
        Map<Resource, Long> now = limits.get();
        lock.lock();
        try {
            if (!now.isEmpty()) {
                requireRoom(amount, now);
            }
            setAside = setAside.plus(amount);
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom(Usage amount, Map<Resource, Long> now) {
        Usage after = inUse.get().plus(setAside).plus(amount);
        now.forEach((resource, limit) -> {
            if (amount.of(resource) > 0 && after.of(resource) > limit) {
                throw new MailboxException.OverQuota("Quota exceeded: at most " + limit + " of " + resource);
            }
        });
    }
}
