package io.pymap.cli;

import io.pymap.backend.FixtureBackend;
import io.pymap.backend.redis.Durability;
import io.pymap.backend.redis.RedisBackend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code pymap redis}: users and mail in Redis. */
@Command(
        name = "redis",
        description = "Keeps users and mail in Redis, which several servers can share. A user is added with"
                + " HSET /john password \"s3cretp4ssword\" in redis-cli.",
        sortOptions = false)
final class RedisCommand extends BackendCommand {

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "Where Redis is: redis://HOST:PORT/DATABASE, rediss://USER:PASSWORD@HOST:PORT for TLS.")
    private String address = "redis://localhost";

    @Option(
            names = "--data-address",
            paramLabel = "URL",
            description = "Where mail is, if it is not where users are.",
            showDefaultValue = Visibility.NEVER)
    private Optional<String> dataAddress = Optional.empty();

    @Option(
            names = "--select",
            paramLabel = "DATABASE",
            description = "Number of the database that has the mail, if it is not that which has the users.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> select = Optional.empty();

    @Option(names = "--separator", paramLabel = "CHAR", description = "Stands between the parts of keys.")
    private String separator = "/";

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "All keys of mail begin with it.",
            showDefaultValue = Visibility.NEVER)
    private String prefix = "";

    @Option(
            names = "--users-prefix",
            paramLabel = "TEXT",
            description = "All keys of users begin with it.",
            showDefaultValue = Visibility.NEVER)
    private String usersPrefix = "";

    @Option(names = "--users-json", description = "Users are JSON objects in strings, and not hashes.")
    private boolean usersJson;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description =
                    "What a change has reached when it is acknowledged: none (the memory of Redis), aof (its disk)"
                            + " or wait (a replica).")
    private String durability = "none";

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for Redis at the start.")
    private int connectTimeout = 30;

    @Option(
            names = "--command-timeout",
            paramLabel = "SECONDS",
            description = "How long a command waits for Redis before it ends in NO [UNAVAILABLE].")
    private int commandTimeout = 5;

    @Override
    FixtureBackend backend(InstantSource clock, boolean othersMakeAccounts) {
        RedisBackend.Builder backend =
                RedisBackend.builder().usersJson(usersJson).clock(clock);
        apply("--address", () -> backend.address(address));
        apply("--data-address", () -> dataAddress.ifPresent(backend::dataAddress));
        apply("--select", () -> select.ifPresent(backend::select));
        apply("--separator", () -> backend.separator(separator));
        apply("--prefix", () -> backend.prefix(prefix));
        apply("--users-prefix", () -> backend.usersPrefix(usersPrefix));
        apply("--connect-timeout", () -> backend.connectTimeout(seconds(connectTimeout)));
        apply("--command-timeout", () -> backend.commandTimeout(seconds(commandTimeout)));
        backend.durability(level());
        return backend.build();
    }

    private static void apply(String option, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static Duration seconds(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("expected a number above 0");
        }
        return Duration.ofSeconds(seconds);
    }

    private Durability level() {
        for (Durability level : Durability.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(durability)) {
                return level;
            }
        }
        throw new UsageException("--durability: expected none, aof or wait");
    }

    @Override
    List<String> summary() {
        return List.of();
    }

    @Override
    boolean hasKnownPasswords() {
        return false;
    }
}
