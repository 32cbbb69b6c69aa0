package io.pymap.backend.maildir;

import io.pymap.mailbox.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

final class UsersFile {
    private final Path file;
    private final Path base;
    private final Map<String, User> roles = new HashMap<>();

    UsersFile(Path file, Path base, Surroundings s) {
        this.file = file;
        this.base = base;
    }

    private Map<String, String[]> lines() {
        try {
            TreeMap<String, String[]> t = new TreeMap<>();
            for (String l : Files.readAllLines(file)) {
                String[] f = l.split(":", 3);
                t.put(f[0], f);
            }
            return t;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<User> find(String n) {
        return Optional.ofNullable(lines().get(n)).map(f -> roles.getOrDefault(n, new User(n, f[2])));
    }

    List<String> names() {
        return List.copyOf(lines().keySet());
    }

    Path mailPath(String n) {
        String[] f = Objects.requireNonNull(lines().get(n));
        return base.resolve(f[1].isEmpty() ? n : f[1]);
    }

    synchronized void put(User u) {
        Map<String, String[]> t = lines();
        t.put(u.name(), new String[] {u.name(), "", u.secret()});
        roles.put(u.name(), u);
        write(t);
    }

    synchronized boolean remove(String n) {
        Map<String, String[]> t = lines();
        boolean r = t.remove(n) != null;
        write(t);
        return r;
    }

    private void write(Map<String, String[]> t) {
        try {
            List<String> ls = new ArrayList<>();
            t.values().forEach(f -> ls.add(String.join(":", f)));
            Files.write(file, ls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
