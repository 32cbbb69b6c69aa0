package io.pymap.testcontainers;

import io.pymap.fixture.Backend;
import io.pymap.fixture.ServerSettings;
import io.pymap.fixture.Tls;
import io.pymap.profile.ServerProfile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Settings of a test's server, as options of a container. */
final class ContainerSettings implements ServerSettings {

    private final List<Consumer<PymapContainer>> settings = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /** The same for those that ask for the same server. */
    String key() {
        return String.join("\n", words);
    }

    PymapContainer container() {
        PymapContainer container = new PymapContainer();
        settings.forEach(setting -> setting.accept(container));
        return container;
    }

    private ServerSettings with(String word, Consumer<PymapContainer> setting) {
        words.add(word);
        settings.add(setting);
        return this;
    }

    private ServerSettings options(String name, String... values) {
        for (String value : values) {
            with(name + "=" + value, container -> container.withOption(name, value));
        }
        return this;
    }

    @Override
    public ServerSettings profile(ServerProfile like) {
        if (!ServerProfile.names().contains(like.name())) {
            throw new IllegalArgumentException(
                    "profile " + like.name() + " is in a file, and a container has those that come with the server");
        }
        return options("--profile", like.name());
    }

    @Override
    public ServerSettings backend(Backend kind) {
        if (kind == Backend.REDIS) {
            throw new IllegalArgumentException(
                    "a container finds a Redis in its own network only; see PymapContainer.withRedis");
        }
        return with("backend " + kind, container -> container.withBackend(kind));
    }

    @Override
    public ServerSettings maildir(Supplier<Path> directory) {
        Path chosen = directory.get();
        return with("maildir " + chosen, container -> container.withMaildir(chosen));
    }

    /** Where there is one that nobody asks for. */
    @Override
    public ServerSettings redis(Supplier<String> uri) {
        return this;
    }

    @Override
    public ServerSettings clockAt(Instant moment) {
        return with("clock " + moment, container -> container.withClock(moment.toString()));
    }

    @Override
    public ServerSettings tls(Tls how) {
        return with("tls " + how, container -> container.withTls(how));
    }

    @Override
    public ServerSettings variation(long seed) {
        return options("--variation", Long.toString(seed));
    }

    @Override
    public ServerSettings quirks(String... names) {
        return options("--quirk", names);
    }

    @Override
    public ServerSettings withoutQuirks(String... names) {
        return options("--no-quirk", names);
    }

    @Override
    public ServerSettings with(String... extensions) {
        return options("--with", extensions);
    }

    @Override
    public ServerSettings without(String... extensions) {
        return options("--without", extensions);
    }

    @Override
    public ServerSettings hidden(String... extensions) {
        return options("--hide", extensions);
    }

    @Override
    public ServerSettings account(String login, String password) {
        return with("account " + login + ":" + password, container -> container.withAccount(login, password));
    }
}
