package io.pymap.backend.maildir;

import io.pymap.backend.FixtureAccount;
import io.pymap.backend.FixtureBackend;
import io.pymap.backend.ObjectIds;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Users in a text file and mail in Maildirs, which Dovecot and others may work on at the same time. */
public final class MaildirBackend implements FixtureBackend {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, MaildirAccount> accounts = new HashMap<>();
    private final Layout layout;
    private final Surroundings surroundings;
    private final UsersFile users;
    private final DiskWatch disk = new DiskWatch();
    private final Graves graves;
    private final ServerFiles server;
    private final List<Path> files;

    private MaildirBackend(Builder builder) {
        this.layout = builder.layout;
        Machine machine = new ThisMachine(InstantSource.system());
        this.graves = new Graves(machine);
        this.surroundings = new Surroundings(
                new Disk(builder.fsync),
                new UniqueNames(builder.clock, machine.host()),
                builder.colon,
                graves,
                new ObjectIds(builder.clock, builder.random),
                builder.boot,
                DotLock.Settings.on(machine));
        Path file = UsersFile.locate(builder.users);
        Path base = builder.base.orElseGet(() -> MailDirectories.parent(file.toAbsolutePath()));
        this.users = new UsersFile(file, base, surroundings.disk(), surroundings.locks());
        Path serverFile = file.resolveSibling(file.getFileName() + ".pymap");
        this.server = new ServerFiles(serverFile, surroundings, disk);
        this.files = List.of(file, serverFile);
    }

    /**
     * A backend to be.
     *
     * @param users a file with a line {@code name:path:password} for each user, or a directory with such a file of the name
     *     {@code users.txt}
     */
    public static Builder builder(Path users) {
        return new Builder(users);
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public Users users() {
        return new MaildirUsers();
    }

    @Override
    public FixtureAccount account(String user) {
        return maildirAccount(user);
    }

    private MaildirAccount maildirAccount(String user) {
        if (users.find(user).isEmpty()) {
            throw new MailboxException.NotFound("No such user");
        }
        lock.lock();
        try {
            MaildirAccount known = accounts.get(user);
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        Path root = users.mailPath(user);
        MaildirAccount fresh = new MaildirAccount(user, root, layout, surroundings, server);
        lock.lock();
        try {
            return accounts.computeIfAbsent(user, name -> fresh);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The directory of the user's INBOX, with {@code cur}, {@code new} and {@code tmp} in it.
     *
     * @throws MailboxException.NotFound where there is no such user
     */
    public Path directory(String user) {
        return users.mailPath(user);
    }

    @Override
    public List<SharedMailbox> sharedWith(String user) {
        return server.sharedWith(user);
    }

    @Override
    public void ping() {
        users.ping();
    }

    /** Takes copies of all files, in a temporary directory. */
    @Override
    public Savepoint savepoint() {
        return MaildirSavepoint.of(this);
    }

    /** The files that are about no single user. */
    List<Path> files() {
        return files;
    }

    /** Where the mail of the users is that there are now. */
    List<Path> directories() {
        return users.names().stream().map(users::mailPath).toList();
    }

    @Override
    public void forget() {
        lock.lock();
        try {
            accounts.values().forEach(MaildirAccount::close);
            accounts.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        disk.close();
        forget();
        graves.close();
    }

    private final class MaildirUsers implements Users {

        @Override
        public Optional<User> find(String name) {
            return users.find(name);
        }

        @Override
        public List<String> names() {
            return users.names();
        }

        @Override
        public void put(User user) {
            users.put(user);
        }

        @Override
        public void add(User user) {
            users.add(user);
        }

        @Override
        public void replace(User before, User after) {
            users.replace(before, after);
        }

        @Override
        public boolean remove(String name) {
            if (users.find(name).isEmpty()) {
                return false;
            }
            MaildirAccount account = maildirAccount(name);
            boolean removed = users.remove(name);
            lock.lock();
            try {
                accounts.remove(name);
            } finally {
                lock.unlock();
            }
            account.remove();
            return removed;
        }
    }

    /** Settings of a backend to be. Only the users are required. */
    public static final class Builder {

        private final Path users;
        private Optional<Path> base = Optional.empty();
        private Layout layout = Layout.MAILDIR_PLUS_PLUS;
        private char colon = ':';
        private Fsync fsync = Fsync.OPTIMIZED;
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new SecureRandom();
        private String boot = Boot.id();

        private Builder(Path users) {
            this.users = users;
        }

        /** The directory from which paths of users start: that of the users file unless said otherwise. */
        public Builder baseDir(Path directory) {
            base = Optional.of(directory);
            return this;
        }

        /** How the folders of a user lie, Maildir++ unless said otherwise. */
        public Builder layout(Layout kind) {
            layout = kind;
            return this;
        }

        /** What stands between the name of a message's file and its flags, where that cannot be a colon. */
        public Builder colon(char delimiter) {
            colon = delimiter;
            return this;
        }

        /** When to make sure that what is written is on the disk; {@link Fsync#OPTIMIZED} unless said otherwise. */
        public Builder fsync(Fsync policy) {
            fsync = policy;
            return this;
        }

        /** Where the time comes from. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Where ids come from. The backend guards it from other threads. */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        /** Names the run of the machine, after whose end what was not forced to the disk may be lost. */
        Builder boot(String id) {
            boot = id;
            return this;
        }

        /** @throws MailboxException.Unavailable where the users cannot be read */
        public MaildirBackend build() {
            return new MaildirBackend(this);
        }
    }
}
