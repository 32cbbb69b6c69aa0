package io.pymap.cli;

import io.pymap.backend.FixtureBackend;
import io.pymap.backend.maildir.Fsync;
import io.pymap.backend.maildir.Layout;
import io.pymap.backend.maildir.MaildirBackend;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import io.pymap.server.PymapServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code pymap maildir}: mail on disk. */
@Command(
        name = "maildir",
        description = "Keeps mail in Maildirs, on which Dovecot and delivery agents may work at the same time.",
        sortOptions = false)
final class MaildirCommand extends BackendCommand {

    private static final String USERS_FILE = "users.txt";
    private static final String MAKE_ONE = "make one with a line NAME:PATH:PASSWORD for each user";

    @Parameters(
            paramLabel = "USERS_FILE",
            description =
                    "A text file with a line NAME:PATH:PASSWORD for each user, or a directory with a " + USERS_FILE
                            + ". PATH is where the mail is, below the base directory unless it is absolute; the name where it is"
                            + " empty. The password may be hashed. Changes count at once.")
    private Path usersFile = Path.of(USERS_FILE);

    @Option(
            names = "--base-dir",
            paramLabel = "DIR",
            description = "Where relative paths of users begin.%n  Default: the directory of USERS_FILE",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> baseDir = Optional.empty();

    @Option(
            names = "--layout",
            paramLabel = "TYPE",
            converter = LayoutName.class,
            description = "How mailboxes lie on disk: ++ (Maildir++, A/B is .A.B) or fs (A/B is A/B).%n  Default: ++",
            showDefaultValue = Visibility.NEVER)
    private Layout layout = Layout.MAILDIR_PLUS_PLUS;

    @Option(
            names = "--colon",
            paramLabel = "CHAR",
            converter = Colon.class,
            description = "What stands before the flags in names of files, where that cannot be a colon.")
    private char colon = ':';

    @Option(
            names = "--concurrency",
            paramLabel = "NUM",
            converter = Count.class,
            description = "Most threads that work on files at a time. As many as there is work without it.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> concurrency = Optional.empty();

    @Option(
            names = "--fsync",
            paramLabel = "WHEN",
            converter = FsyncName.class,
            description = "What is forced to the disk before the answer: never (nothing), optimized (what mail depends"
                    + " on) or always (all).%n  Default: optimized",
            showDefaultValue = Visibility.NEVER)
    private Fsync fsync = Fsync.OPTIMIZED;

    private List<User> users = List.of(); // as the server starts

    @Override
    FixtureBackend backend(InstantSource clock, boolean othersMakeAccounts) {
        Path file = file();
        MaildirBackend.Builder builder = MaildirBackend.builder(file)
                .layout(layout)
                .colon(colon)
                .fsync(fsync)
                .clock(clock);
        baseDir.map(MaildirCommand::checkedDirectory).ifPresent(builder::baseDir);
        try {
            MaildirBackend backend = builder.build();
            users = users(backend.users());
            return backend;
        } catch (MailboxException.Unavailable e) {
            throw new StartException(file + ": cannot be read; let the user that the server runs as read it");
        }
    }

    private Path file() {
        Path file = Files.isDirectory(usersFile) ? usersFile.resolve(USERS_FILE) : usersFile;
        if (!Files.exists(file)) {
            throw new StartException(file + ": no such file; " + MAKE_ONE);
        }
        if (!Files.isRegularFile(file)) {
            throw new StartException(file + ": expected a text file; " + MAKE_ONE);
        }
        return file;
    }

    private static Path checkedDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new StartException(directory + ": no such directory; make it, or name another with --base-dir");
        }
        return directory;
    }

    private static List<User> users(Users all) {
        return all.names().stream().flatMap(name -> all.find(name).stream()).toList();
    }

    @Override
    void applyTo(PymapServer.Builder builder) {
        concurrency.ifPresent(builder::workers);
    }

    @Override
    List<String> summary() {
        return List.of(users.size() == 1 ? "1 user" : users.size() + " users");
    }

    @Override
    boolean hasKnownPasswords() {
        return users.stream().anyMatch(user -> user.secret().equals(user.name()));
    }

    /** The names that the option has for each. */
    static final class LayoutName implements ITypeConverter<Layout> {

        @Override
        public Layout convert(String value) {
            return switch (value) {
                case "++" -> Layout.MAILDIR_PLUS_PLUS;
                case "fs" -> Layout.FS;
                default -> throw new TypeConversionException("expected ++ or fs");
            };
        }
    }

    /** The names that Dovecot has for each. */
    static final class FsyncName implements ITypeConverter<Fsync> {

        @Override
        public Fsync convert(String value) {
            return switch (value) {
                case "never" -> Fsync.NEVER;
                case "optimized" -> Fsync.OPTIMIZED;
                case "always" -> Fsync.ALWAYS;
                default -> throw new TypeConversionException("expected never, optimized or always");
            };
        }
    }

    static final class Count implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String value) {
            if (!value.matches("[1-9][0-9]{0,4}")) {
                throw new TypeConversionException("expected a number from 1 to 99999");
            }
            return Integer.parseInt(value);
        }
    }

    /** A character that stands nowhere else in the name of a message's file. */
    static final class Colon implements ITypeConverter<Character> {

        @Override
        public Character convert(String value) {
            if (value.length() != 1 || ":;!%+@^~#".indexOf(value.charAt(0)) < 0) {
                throw new TypeConversionException("expected one of : ; ! % + @ ^ ~ #");
            }
            return value.charAt(0);
        }
    }
}
