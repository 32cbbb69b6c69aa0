package io.pymap.backend.maildir;

import io.pymap.imap.syntax.ModifiedUtf7;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class FolderLayout {
    private final Path root;
    private final Surroundings s;
    private final boolean fs;

    FolderLayout(Path root, Surroundings s, boolean fs) {
        this.root = root;
        this.s = s;
        this.fs = fs;
    }

    Path directory(MailboxName name) {
        if (name.isInbox()) return root;
        List<String> parts = new ArrayList<>();
        for (String e : name.elements()) {
            String m = ModifiedUtf7.encode(e);
            if (m.contains(".") && !fs) throw new MailboxException.NotAllowed("no dots");
            parts.add(m);
        }
        return fs ? root.resolve(String.join("/", parts)) : root.resolve("." + String.join(".", parts));
    }

    List<MailboxName> list() throws IOException {
        List<MailboxName> out = new ArrayList<>();
        out.add(MailboxName.INBOX);
        if (fs) {
            walk(root, "", out);
            return out;
        }
        try (DirectoryStream<Path> d = Files.newDirectoryStream(root)) {
            for (Path p : d) {
                String n = p.getFileName().toString();
                if (n.startsWith(".") && Files.isDirectory(p.resolve("cur"))) {
                    List<String> es = new ArrayList<>();
                    for (String e : n.substring(1).split("\\.")) es.add(ModifiedUtf7.decode(e));
                    out.add(new MailboxName(String.join("/", es)));
                }
            }
        }
        return out;
    }

    private void walk(Path dir, String prefix, List<MailboxName> out) throws IOException {
        try (DirectoryStream<Path> d = Files.newDirectoryStream(dir)) {
            for (Path p : d) {
                String n = p.getFileName().toString();
                if (Files.isDirectory(p) && !Set.of("cur", "new", "tmp").contains(n)) {
                    String name = prefix + ModifiedUtf7.decode(n);
                    if (Files.isDirectory(p.resolve("cur"))) out.add(new MailboxName(name));
                    walk(p, name + "/", out);
                }
            }
        }
    }

    void create(MailboxName name) throws IOException {
        Path d = directory(name);
        for (String x : List.of("tmp", "new", "cur")) Files.createDirectories(d.resolve(x));
        s.disk().forceDirectory(d);
        Path p = d.getParent();
        if (p != null) s.disk().forceDirectory(p);
    }

    void delete(MailboxName name) throws IOException {
        Path d = directory(name);
        for (String x : List.of("cur", "new", "tmp")) {
            if (!Files.isDirectory(d.resolve(x))) {
                continue;
            }
            try (DirectoryStream<Path> ds = Files.newDirectoryStream(d.resolve(x))) {
                for (Path p : ds) Files.delete(p);
            }
            Files.delete(d.resolve(x));
        }
        try (DirectoryStream<Path> ds = Files.newDirectoryStream(d)) {
            for (Path p : ds) if (Files.isRegularFile(p)) Files.delete(p);
        }
        try {
            Files.delete(d);
        } catch (DirectoryNotEmptyException e) { // inferiors
        }
    }

    void rename(MailboxName a, MailboxName b) throws IOException {
        Path to = directory(b);
        Path p = to.getParent();
        if (p != null) Files.createDirectories(p);
        Files.move(directory(a), to, StandardCopyOption.ATOMIC_MOVE);
        s.disk().forceDirectory(root);
    }
}
