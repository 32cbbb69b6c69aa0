package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.pymap.backend.FixtureAccount;
import io.pymap.backend.FixtureBackend;
import io.pymap.backend.ObjectIds;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.Users;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Users and mail in Redis, which many servers can share. See {@code docs/redis.md}. */
public final class RedisBackend implements FixtureBackend {

    /** Version of the layout of keys and values. */
    private static final String VERSION = "1/";

    /** How often is looked for what can be cleared away. */
    private static final Duration CLEARING = Duration.ofMinutes(1);

    private static final long MOST_CACHED = 64L << 20;

    private final Map<String, WeakReference<RedisAccount>> accounts = new ConcurrentHashMap<>(); // by namespace
    private final Services services;
    private final Link usersLink;
    private final RedisUsers users;
    private final Janitor janitor;
    private final List<AutoCloseable> toClose;

    private RedisBackend(Builder settings, Link usersLink, Services services, List<AutoCloseable> toClose) {
        this.services = services;
        this.usersLink = usersLink;
        this.toClose = toClose;
        this.janitor = new Janitor(services);
        this.users =
                new RedisUsers(usersLink, services.keys(), settings.usersJson ? "string" : "hash", this::removeMail);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public FixtureAccount account(String user) {
        return redisAccount(user);
    }

    private RedisAccount redisAccount(String user) {
        if (users.find(user).isEmpty()) {
            throw new MailboxException.NotFound("No such user");
        }
        String namespace = namespace(user).orElseGet(() -> {
            String fresh = VERSION + services.ids().next('n').substring(1);
            services.link()
                    .ask(Call.repeatable(CommandType.HSETNX, services.keys().namespaces(), user, fresh));
            return namespace(user).orElseThrow(() -> new MailboxException.NotFound("No such user"));
        });
        RedisAccount account = account(user, namespace);
        account.open();
        return account;
    }

    private Optional<String> namespace(String user) {
        Answer found = services.link()
                .ask(Call.reading(CommandType.HGET, services.keys().namespaces(), user));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!found.text().startsWith(VERSION)) {
            throw new MailboxException.Unavailable("The mail is of another version of the server");
        }
        return Optional.of(found.text().substring(VERSION.length()));
    }

    private RedisAccount account(String user, String namespace) {
        RedisAccount[] found = new RedisAccount[1];
        accounts.compute(namespace, (key, known) -> {
            RedisAccount same = known == null ? null : known.get();
            found[0] = same == null
                    ? new RedisAccount(services, user, services.keys().namespace(namespace))
                    : same;
            return same == null || known == null ? new WeakReference<>(found[0]) : known;
        });
        accounts.values().removeIf(reference -> reference.get() == null);
        return found[0];
    }

    /**
     * Makes a mailbox read-only for everybody, for good.
     *
     * @throws MailboxException.NotFound where there is no such user or mailbox
     */
    public void makeReadOnly(String user, MailboxName name) {
        redisAccount(user).makeReadOnly(name);
    }

    private void removeMail(String user) {
        namespace(user).ifPresent(namespace -> {
            services.doom(namespace, "user " + user);
            services.link()
                    .ask(Call.repeatable(CommandType.HDEL, services.keys().namespaces(), user));
        });
    }

    @Override
    public List<SharedMailbox> sharedWith(String user) {
        TreeSet<String> owners = new TreeSet<>();
        for (String identifier : List.of(user, Acl.ANYONE)) {
            owners.addAll(services.link()
                    .ask(Call.reading(CommandType.SMEMBERS, services.keys().shares(identifier)))
                    .texts());
        }
        owners.remove(user);
        List<SharedMailbox> shared = new ArrayList<>();
        for (String owner : owners) {
            if (users.find(owner).isPresent()) {
                redisAccount(owner).sharedWith(user).forEach(name -> shared.add(new SharedMailbox(owner, name)));
            }
        }
        return shared;
    }

    /** Takes all keys that begin as those of this backend do: which should have prefixes that are its own. */
    @Override
    public Savepoint savepoint() {
        Keys keys = services.keys();
        return new RedisSavepoint(
                this,
                List.of(
                        RedisSavepoint.Part.of(services.link(), keys.allMail()),
                        RedisSavepoint.Part.of(usersLink, keys.everyUser())));
    }

    /** Removes all keys that begin as those of this backend do, at once. */
    public void erase() {
        Keys keys = services.keys();
        new RedisSavepoint.Part(services.link(), keys.allMail(), List.of()).restore();
        new RedisSavepoint.Part(usersLink, keys.everyUser(), List.of()).restore();
    }

    @Override
    public void forget() {
        accounts.clear();
    }

    /** Clears away what is due, as is done now and then by itself. */
    void clear() {
        janitor.clear();
    }

    @Override
    public void ping() {
        users.ping();
        services.link().ask(Call.PING);
    }

    @Override
    public void close() {
        for (AutoCloseable one : toClose) {
            close(one);
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) { // none of ours throws a checked one
            throw new IllegalStateException(e);
        }
    }

    /** Settings of a backend to be. Nothing is required. */
    public static final class Builder {

        private RedisAddress address = RedisAddress.of("redis://localhost");
        private Optional<RedisAddress> dataAddress = Optional.empty();
        private String separator = "/";
        private String prefix = "";
        private String usersPrefix = "";
        private boolean usersJson;
        private Durability durability = Durability.NONE;
        private Duration commandTimeout = Duration.ofSeconds(5);
        private Duration connectTimeout = Duration.ofSeconds(30);
        private Duration grace = Duration.ofHours(1);
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new SecureRandom();
        private long firstUid = 1;
        private UnaryOperator<Link> throughLink = UnaryOperator.identity();

        private Builder() {}

        /**
         * Where Redis is: {@code redis://HOST:PORT/DATABASE}, {@code rediss://USER:PASSWORD@HOST:PORT} for TLS.
         *
         * @throws IllegalArgumentException where it is no such address; its message does not repeat the password
         */
        public Builder address(String uri) {
            address = RedisAddress.of(uri);
            return this;
        }

        /** Where mail is, if it is not where users are. */
        public Builder dataAddress(String uri) {
            dataAddress = Optional.of(RedisAddress.of(uri));
            return this;
        }

        /** The database that has the mail, if it is not that which has the users. */
        public Builder select(int database) {
            if (database < 0) {
                throw new IllegalArgumentException("expected the number of a database");
            }
            dataAddress = Optional.of(dataAddress.orElse(address).select(database));
            return this;
        }

        /** What stands between the parts of keys, {@code /} unless said otherwise. */
        public Builder separator(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("expected a character");
            }
            separator = checked(text);
            return this;
        }

        /** What all keys of mail begin with. */
        public Builder prefix(String text) {
            prefix = checked(text);
            return this;
        }

        /** What all keys of users begin with. */
        public Builder usersPrefix(String text) {
            usersPrefix = checked(text);
            return this;
        }

        /** Whether users are JSON objects in strings, and not hashes. */
        public Builder usersJson(boolean json) {
            usersJson = json;
            return this;
        }

        /** What an OK is to mean. */
        public Builder durability(Durability level) {
            durability = level;
            return this;
        }

        /** How long a command waits for Redis. */
        public Builder commandTimeout(Duration most) {
            commandTimeout = most;
            return this;
        }

        /** How long to wait for Redis at the start. */
        public Builder connectTimeout(Duration most) {
            connectTimeout = most;
            return this;
        }

        /** How long content stays that no message has any more, and a mailbox that has been deleted. */
        public Builder grace(Duration time) {
            grace = time;
            return this;
        }

        /** Where the dates of messages come from. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Where ids come from. The backend guards it from other threads. */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        /** The UID of the first message in each mailbox, 1 unless said otherwise. */
        public Builder firstUid(long uid) {
            firstUid = uid;
            return this;
        }

        /** Lets somebody see all that is asked. */
        Builder through(UnaryOperator<Link> wrapper) {
            throughLink = wrapper;
            return this;
        }

        // A brace would say which slot of a cluster a key belongs to, and that is for us to say.
        private static String checked(String text) {
            if (text.matches(".*[{}\\s\\p{Cntrl}].*")) {
                throw new IllegalArgumentException("expected no braces and no spaces");
            }
            return text;
        }

        /**
         * Connects.
         *
         * @throws java.io.UncheckedIOException where Redis cannot be reached in time, or is not set up for what is asked
         */
        public RedisBackend build() {
            List<AutoCloseable> toClose = new ArrayList<>();
            ClientResources resources = DefaultClientResources.builder()
                    .ioThreadPoolSize(2)
                    .computationThreadPoolSize(2)
                    .reconnectDelay(Delay.constant(Duration.ofMillis(100)))
                    .build();
            toClose.add(() -> resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly());
            boolean built = false;
            try {
                RedisBackend backend = build(resources, toClose);
                built = true;
                return backend;
            } finally {
                if (!built) {
                    toClose.forEach(RedisBackend::close);
                }
            }
        }

        private RedisBackend build(ClientResources resources, List<AutoCloseable> toClose) {
            RedisAddress mailAddress = dataAddress.orElse(address);
            RedisConnection mail = RedisConnection.open(mailAddress, resources, commandTimeout, connectTimeout);
            toClose.add(0, mail);
            Optional<Call> confirmation = Confirmation.of(durability, mail.facts(), mailAddress, commandTimeout);
            Link mailLink = throughLink.apply(mail.link(commandTimeout, confirmation));
            Link usersLink = mailLink;
            if (!mailAddress.equals(address)) {
                RedisConnection other = RedisConnection.open(address, resources, commandTimeout, connectTimeout);
                toClose.add(0, other);
                usersLink = throughLink.apply(other.link(commandTimeout, Optional.empty()));
            }
            ObjectIds ids = new ObjectIds(clock, random);
            // Not from that source: servers with the same seed are still different ones.
            News news = new News(new ObjectIds(clock, new SecureRandom()).next('p'));
            toClose.add(0, news);
            Keys keys = new Keys(prefix, usersPrefix, separator);
            news.follow(mail.listen(mailAddress, connectTimeout), keys.news());
            Services services = new Services(mailLink, keys, news, ids, new OctetCache(MOST_CACHED), grace, firstUid);
            RedisBackend backend = new RedisBackend(this, usersLink, services, toClose);
            toClose.add(0, backend.janitor);
            backend.janitor.start(CLEARING);
            return backend;
        }
    }
}
