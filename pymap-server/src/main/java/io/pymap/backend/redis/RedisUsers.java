package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
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
        return keys.user(name).flatMap(key -> user(name, link.ask(Call.of(Script.USER, List.of(key), type))));
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
        byte[] key = keys.user(user.name())
                .orElseThrow(() -> new MailboxException.NotAllowed("The user name is not possible"));
        String roles = String.join(" ", new TreeSet<>(user.roles()));
        Answer answer = link.ask(Call.of(Script.PUT_USER, List.of(key), type, user.secret(), roles));
        if (answer.outcome().equals("WRONGTYPE")) {
            throw new MailboxException.NotAllowed("Something else has the key of that user");
        }
        answer.done();
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
