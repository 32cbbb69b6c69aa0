package io.pymap.auth;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Users in a map; remembers nothing else. */
public final class MemoryUsers implements Users {

    private final ConcurrentMap<String, User> byName = new ConcurrentSkipListMap<>();

    public MemoryUsers with(String name, String secret, String... roles) {
        put(new User(name, secret, Set.of(roles)));
        return this;
    }

    @Override
    public Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public void put(User user) {
        byName.put(user.name(), user);
    }

    @Override
    public void add(User user) {
        if (byName.putIfAbsent(user.name(), user) != null) {
            throw new MailboxException.AlreadyExists("User already exists");
        }
    }

    @Override
    public void replace(User before, User after) {
        if (!byName.replace(before.name(), before, after)) {
            throw new MailboxException.Conflict("The user has changed meanwhile");
        }
    }

    @Override
    public boolean remove(String name) {
        return byName.remove(name) != null;
    }
}
