package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

final class SubscriptionsFile {
    private final Path file;
    private final Surroundings s;

    SubscriptionsFile(Path root, Surroundings s) {
        file = root.resolve("subscriptions");
        this.s = s;
    }

    List<MailboxName> names() throws IOException {
        TreeSet<MailboxName> t = new TreeSet<>();
        s.disk()
                .read(file, 1 << 20)
                .ifPresent(o -> new String(o, StandardCharsets.UTF_8).lines().forEach(l -> t.add(new MailboxName(l))));
        return List.copyOf(t);
    }

    void add(MailboxName n) throws IOException {
        TreeSet<MailboxName> t = new TreeSet<>(names());
        t.add(n);
        put(t);
    }

    void remove(MailboxName n) throws IOException {
        TreeSet<MailboxName> t = new TreeSet<>(names());
        t.remove(n);
        put(t);
    }

    private void put(Collection<MailboxName> t) throws IOException {
        StringBuilder b = new StringBuilder();
        t.forEach(n -> b.append(n.value()).append("\n"));
        s.disk().replace(file, b.toString().getBytes(StandardCharsets.UTF_8));
    }
}
