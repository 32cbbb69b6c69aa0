package io.pymap.backend.dict;

import io.pymap.backend.FixtureAccount;
import io.pymap.backend.FixtureBackend;
import io.pymap.backend.ObjectIds;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Users and mail in the memory of this process. */
public final class DictBackend implements FixtureBackend {

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<String, User> users = new TreeMap<>();
    private final Map<String, DictAccount> accounts = new HashMap<>();
    private final ContentStore contents = new ContentStore();
    private final ServerAnnotations serverAnnotations = new ServerAnnotations();
    private final ObjectIds ids;
    private final long firstUid;
    private final Set<String> demoUsers;

    private DictBackend(Builder builder) {
        this.ids = new ObjectIds(builder.clock, builder.random);
        this.firstUid = builder.firstUid;
        this.demoUsers = new HashSet<>(builder.demoUsers);
        this.users.putAll(builder.users);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public Users users() {
        return new DictUsers();
    }

    @Override
    public FixtureAccount account(String user) {
        boolean demo;
        lock.lock();
        try {
            requireUser(user);
            DictAccount account = accounts.get(user);
            if (account != null) {
                return account;
            }
            demo = demoUsers.contains(user);
        } finally {
            lock.unlock();
        }
        DictAccount fresh = newAccount(user, demo); // reads resources: not under the lock
        lock.lock();
        try {
            requireUser(user);
            return accounts.computeIfAbsent(user, name -> fresh);
        } finally {
            lock.unlock();
        }
    }

    /** Each account is taken at one moment; others may change meanwhile. Takes up little: messages are shared. */
    @Override
    public Savepoint savepoint() {
        lock.lock();
        try {
            return new DictSavepoint(
                    this, Map.copyOf(users), Set.copyOf(demoUsers), copies(accounts), serverAnnotations.kept());
        } finally {
            lock.unlock();
        }
    }

    void restore(DictSavepoint savepoint) {
        Map<String, DictAccount> copies = copies(savepoint.accounts());
        lock.lock();
        try {
            users.clear();
            users.putAll(savepoint.users());
            demoUsers.clear();
            demoUsers.addAll(savepoint.demoUsers());
            accounts.clear();
            accounts.putAll(copies);
            serverAnnotations.restore(savepoint.annotations());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget() {
        // What is in memory is all there is.
    }

    private static Map<String, DictAccount> copies(Map<String, DictAccount> originals) {
        Map<String, DictAccount> copies = new HashMap<>();
        originals.forEach((user, account) -> copies.put(user, account.copy()));
        return copies;
    }

    private void requireUser(String user) {
        if (!users.containsKey(user)) {
            throw new MailboxException.NotFound("No such user");
        }
    }

    private DictAccount newAccount(String user, boolean demo) {
        DictAccount account = new DictAccount(user, ids, contents, serverAnnotations, firstUid);
        if (demo) {
            DemoData.load(account);
        }
        return account;
    }

    @Override
    public List<SharedMailbox> sharedWith(String user) {
        Map<String, DictAccount> others;
        lock.lock();
        try {
            others = new TreeMap<>(accounts);
        } finally {
            lock.unlock();
        }
        others.remove(user);
        List<SharedMailbox> shared = new ArrayList<>();
        others.forEach((owner, account) ->
                account.sharedWith(user).forEach(name -> shared.add(new SharedMailbox(owner, name))));
        return shared;
    }

    @Override
    public void ping() {
        // Memory is always there.
    }

    /** Keeps all: who still has the backend, such as another server, goes on with it. */
    @Override
    public void close() {}

    private final class DictUsers implements Users {

        @Override
        public Optional<User> find(String name) {
            lock.lock();
            try {
                return Optional.ofNullable(users.get(name));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public List<String> names() {
            lock.lock();
            try {
                return List.copyOf(users.keySet());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void put(User user) {
            lock.lock();
            try {
                users.put(user.name(), user);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void add(User user) {
            lock.lock();
            try {
                if (users.putIfAbsent(user.name(), user) != null) {
                    throw new MailboxException.AlreadyExists("User already exists");
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void replace(User before, User after) {
            lock.lock();
            try {
                if (!users.replace(before.name(), before, after)) {
                    throw new MailboxException.Conflict("The user has changed meanwhile");
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean remove(String name) {
            lock.lock();
            try {
                accounts.remove(name);
                serverAnnotations.forget(name);
                demoUsers.remove(name); // a new user of that name begins without mail
                return users.remove(name) != null;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Settings of a backend to be. Nothing is required. */
    public static final class Builder {

        private final Map<String, User> users = new HashMap<>();
        private final Set<String> demoUsers = new HashSet<>();
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new SecureRandom();
        private long firstUid = 1;

        private Builder() {}

        public Builder user(User user) {
            users.put(user.name(), user);
            return this;
        }

        /** Where the time comes from. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Where ids come from: one with a seed gives the same ids each time. The backend guards it from other threads. */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        /** The UID of the first message in each mailbox, 1 unless said otherwise. */
        public Builder firstUid(long uid) {
            firstUid = uid;
            return this;
        }

        /** Fills the account of this user with the demo messages, and lets UIDs of all mailboxes begin at 101. */
        public Builder demoData(String user) {
            demoUsers.add(user);
            return firstUid(DemoData.FIRST_UID);
        }

        public DictBackend build() {
            return new DictBackend(this);
        }
    }
}
