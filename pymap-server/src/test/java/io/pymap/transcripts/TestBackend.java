package io.pymap.transcripts;

import io.pymap.backend.dict.DictBackend;
import io.pymap.backend.maildir.Fsync;
import io.pymap.backend.maildir.Layout;
import io.pymap.backend.maildir.MaildirBackend;
import io.pymap.backend.redis.RedisBackend;
import io.pymap.backend.redis.RedisServer;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.SharedMailbox;
import io.pymap.mailbox.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A kind of backend that scripts are played on. A further backend joins by one more entry in {@link #ALL}. */
record TestBackend(String name, Maker maker) {

    static final List<TestBackend> ALL = List.of(
            new TestBackend("dict", TestBackend::dict),
            new TestBackend("dict on workers", setup -> new OnWorkers(dict(setup))),
            new TestBackend("maildir", setup -> maildir(setup, Layout.MAILDIR_PLUS_PLUS)),
            new TestBackend("maildir fs", setup -> maildir(setup, Layout.FS)),
            new TestBackend("redis", TestBackend::redis));

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final long DEMO_FIRST_UID = 101;

    /** Makes a backend with the users of the script, and the demo data where it wants them. */
    interface Maker {
        Backend make(Setup setup);
    }

    /** The demo data have a mailbox that is read-only, which a directory cannot be. */
    boolean canHave(Setup setup) {
        return !name.startsWith("maildir") || !setup.is("demo");
    }

    Backend start(Setup setup) {
        Backend backend = maker.make(setup);
        setup.fill(backend.account(Setup.USER.name()));
        return backend;
    }

    /** A backend that says it may block, so that sessions do not run on their event loop. */
    private record OnWorkers(Backend backend) implements Backend {
        @Override
        public boolean mayBlock() {
            return true;
        }

        @Override
        public Users users() {
            return backend.users();
        }

        @Override
        public Account account(String user) {
            return backend.account(user);
        }

        @Override
        public List<SharedMailbox> sharedWith(String user) {
            return backend.sharedWith(user);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    /** A backend whose directory is removed with it. */
    private record OnDisk(Backend backend, Path directory) implements Backend {
        @Override
        public boolean mayBlock() {
            return true;
        }

        @Override
        public Users users() {
            return backend.users();
        }

        @Override
        public Account account(String user) {
            return backend.account(user);
        }

        @Override
        public List<SharedMailbox> sharedWith(String user) {
            return backend.sharedWith(user);
        }

        @Override
        public void close() {
            backend.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Backend maildir(Setup setup, Layout layout) {
        try {
            Path directory = Files.createTempDirectory("pymap");
            Path users = Files.createFile(directory.resolve("users.txt"));
            Backend backend = MaildirBackend.builder(users)
                    .layout(layout)
                    .fsync(Fsync.NEVER)
                    .clock(InstantSource.fixed(NOW))
                    .random(new SplittableRandom(1))
                    .build();
            setup.users().forEach(backend.users()::put);
            return new OnDisk(backend, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Backend redis(Setup setup) {
        String prefix = RedisServer.freshPrefix();
        RedisBackend backend = RedisBackend.builder()
                .address(RedisServer.shared().uri())
                .prefix(prefix)
                .usersPrefix(prefix + "/users")
                .clock(InstantSource.fixed(NOW))
                .random(new SplittableRandom(1))
                .firstUid(setup.is("demo") ? DEMO_FIRST_UID : 1)
                .build();
        setup.users().forEach(backend.users()::put);
        if (setup.is("demo")) {
            copyDemo(dict(setup).account(Setup.USER.name()), backend);
        }
        return backend;
    }

    /** The demo data, which dict has, with the same messages recent. */
    private static void copyDemo(Account from, RedisBackend backend) {
        Account to = backend.account(Setup.USER.name());
        for (MailboxName name : from.mailboxes()) {
            Mailbox original = from.find(name).orElseThrow();
            Mailbox copy = to.find(name).orElseGet(() -> to.create(name));
            for (Message message : original.changesSince(0).updated()) {
                copy.append(List.of(new NewMessage(message.content(), message.flags(), message.internalDate())));
            }
            copy.claimRecent(original.firstRecentUid() - 1);
            if (original.readOnly()) {
                backend.makeReadOnly(Setup.USER.name(), name);
            }
        }
    }

    private static Backend dict(Setup setup) {
        DictBackend.Builder builder =
                DictBackend.builder().clock(InstantSource.fixed(NOW)).random(new SplittableRandom(1));
        setup.users().forEach(builder::user);
        if (setup.is("demo")) {
            builder.demoData(Setup.USER.name());
        }
        return builder.build();
    }
}
