package io.pymap.transcripts;

import io.pymap.backend.OnWorkers;
import io.pymap.backend.dict.DictBackend;
import io.pymap.backend.maildir.Fsync;
import io.pymap.backend.maildir.Layout;
import io.pymap.backend.maildir.MaildirBackend;
import io.pymap.backend.redis.RedisBackend;
import io.pymap.backend.redis.RedisServer;
import io.pymap.disk.Trees;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.ForwardingBackend;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/** A kind of backend that scripts are played on. A further backend joins by one more entry in {@link #OTHERS}. */
record TestBackend(String name, Maker maker) {

    static final TestBackend DICT = new TestBackend("dict", TestBackend::dict);

    static final List<TestBackend> OTHERS = List.of(
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

    /** A directory has no mailbox that nobody may change, whatever the rights. */
    boolean canHave(Setup setup) {
        return !name.startsWith("maildir") || !setup.is("read-only");
    }

    Backend start(Setup setup) {
        Backend backend = maker.make(setup);
        setup.fill(backend.account(Setup.USER.name()));
        return backend;
    }

    /** A backend whose directory is removed with it. */
    private static final class OnDisk extends ForwardingBackend {
        private final Path directory;

        OnDisk(Backend backend, Path directory) {
            super(backend);
            this.directory = directory;
        }

        @Override
        public void close() {
            super.close();
            try {
                Trees.delete(directory);
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
            if (setup.is("demo")) {
                Path root = directory.resolve(Setup.USER.name());
                Account demo = dict(setup).account(Setup.USER.name());
                for (MailboxName name : demo.mailboxes()) {
                    String below = (layout == Layout.FS ? "" : ".") + name;
                    prepare(name.isInbox() ? root : root.resolve(below));
                }
                copyDemo(demo, backend.account(Setup.USER.name()));
            }
            return new OnDisk(backend, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder whose next UID is the first one of the demo data. */
    private static void prepare(Path folder) throws IOException {
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(directory));
        }
        Files.writeString(
                folder.resolve("dovecot-uidlist"), "3 V1700000000 N" + DEMO_FIRST_UID + " G" + "0".repeat(32) + "\n");
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
            Account demo = dict(setup).account(Setup.USER.name());
            copyDemo(demo, backend.account(Setup.USER.name()));
            demo.mailboxes().stream()
                    .filter(name -> demo.find(name).orElseThrow().readOnly())
                    .forEach(name -> backend.makeReadOnly(Setup.USER.name(), name));
        }
        return backend;
    }

    /** The demo data, which dict has, with the same messages recent. */
    private static void copyDemo(Account from, Account to) {
        for (MailboxName name : from.mailboxes()) {
            Mailbox original = from.find(name).orElseThrow();
            Mailbox copy = to.find(name).orElseGet(() -> to.create(name));
            for (Message message : original.changesSince(0).updated()) {
                copy.append(List.of(new NewMessage(message.content(), message.flags(), message.internalDate())));
            }
            copy.claimRecent(original.firstRecentUid() - 1);
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
