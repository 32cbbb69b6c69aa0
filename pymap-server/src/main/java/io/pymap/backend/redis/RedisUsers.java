package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The users, each a record in Redis that other programs may write as well. */
final class RedisUsers implements Users {

    private final Link link;
    private final Keys keys;
    private final String type;
    private final Consumer<String> removed;

    /**
     * @param type of the records in Redis: {@code hash}, or {@code string} for JSON
     * @param removed what else to do for a user who is being removed
     */
    RedisUsers(Link link, Keys keys, String type, Consumer<String> removed) {
        this.link = link;
        this.keys = keys;
        this.type = type;
        this.removed = removed;
    }

    @Override
    public Optional<User> find(String name) {
        return keys.user(name).map(this::record).flatMap(answer -> user(name, answer));
    }

    private Answer record(byte[] key) {
        return link.ask(Call.of(Script.USER, List.of(key), type));
    }

    private static Optional<User> user(String name, Answer answer) {
        if (answer.outcome().equals("NOTFOUND")) {
            return Optional.empty();
        }
        Set<String> roles = Arrays.stream(answer.at(2).text().split("[ ,]+"))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toSet());
        return Optional.of(new User(name, answer.at(1).text(), roles));
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (byte[] key : link.scan(keys.everyUser(), type)) {
            keys.userOf(key).ifPresent(names::add);
        }
        // Other programs may keep hashes there as well; only those with a password are users.
        names.removeIf(name -> find(name).isEmpty());
        return List.copyOf(names);
    }

    @Override
    public void put(User user) {
        write(user);
    }

    @Override
    public void add(User user) {
        if (write(user, "absent").equals("CHANGED")) {
            throw new MailboxException.AlreadyExists("User already exists");
        }
    }

    /** Compares what is found by the same rules as ever, and lets Redis see to it that this is what it replaces. */
    @Override
    public void replace(User before, User after) {
        Optional<Answer> record = keys.user(before.name()).map(this::record);
        boolean same = record.flatMap(answer -> user(before.name(), answer)).equals(Optional.of(before));
        if (!same
                || write(
                                after,
                                "same",
                                record.get().at(1).text(),
                                record.get().at(2).text())
                        .equals("CHANGED")) {
            throw new MailboxException.Conflict("The user has changed meanwhile");
        }
    }

    /** @param condition as {@code put-user.lua} takes it; nothing for none */
    private String write(User user, String... condition) {
        byte[] key = keys.user(user.name())
                .orElseThrow(() -> new MailboxException.NotAllowed("The user name is not possible"));
        List<Object> arguments =
                new ArrayList<>(List.of(type, user.secret(), String.join(" ", new TreeSet<>(user.roles()))));
        arguments.addAll(List.of(condition));
        Answer answer = link.ask(Call.of(Script.PUT_USER, List.of(key), arguments.toArray()));
        if (answer.outcome().equals("WRONGTYPE")) {
            throw new MailboxException.NotAllowed("Something else has the key of that user");
        }
        return answer.outcome().equals("CHANGED") ? "CHANGED" : answer.done().outcome();
    }

    /** @throws MailboxException.Unavailable where Redis does not answer */
    void ping() {
        link.ask(Call.PING);
    }

    @Override
    public boolean remove(String name) {
        Optional<byte[]> key = keys.user(name);
        if (key.isEmpty() || find(name).isEmpty()) {
            return false;
        }
        removed.accept(name);
        return link.ask(Call.repeatable(CommandType.DEL, key.get())).number() > 0;
    }
}
