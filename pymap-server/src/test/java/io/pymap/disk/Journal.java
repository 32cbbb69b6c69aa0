package io.pymap.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of one directory tree since the journal was begun, in the order in which they were made. Each change is made
 * and noted down under one lock, so that the order is the true one.
 */
public final class Journal {

    /** What a file held when the journal was begun. */
    record Start(byte[] octets, FileTime time) {}

    private final Path root;
    private final Node rootNode = new Node(0, true);
    private final List<Node> nodes = new ArrayList<>(List.of(rootNode));
    private final Map<Integer, Start> starts = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final int begin;
    private Obstacle obstacle = Obstacle.NONE;

    Journal(Path root) throws IOException {
        this.root = root;
        scan(root, rootNode);
        begin = changes.size();
    }

    /** What is there at first is on the disk. */
    private void scan(Path directory, Node node) throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                Node child = newNode(isDirectory);
                node.put(String.valueOf(path.getFileName()), child);
                changes.add(new Change.Enter(entry(node, path, child)));
                if (isDirectory) {
                    scan(path, child);
                } else {
                    starts.put(child.number(), new Start(Files.readAllBytes(path), Files.getLastModifiedTime(path)));
                }
            }
        }
    }

    /** How many changes there have been; what was there at the beginning counts as that many. */
    public synchronized int length() {
        return changes.size();
    }

    /** The length at the beginning. */
    public int begin() {
        return begin;
    }

    /** The last few of the first changes, one a line. */
    public synchronized String tail(int upTo, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = Math.max(begin, upTo - count); i < upTo; i++) {
            text.append(i).append(' ').append(changes.get(i)).append('\n');
        }
        return text.toString();
    }

    /** The paths of all that has been changed. */
    public synchronized List<String> paths() {
        return changes.subList(begin, changes.size()).stream()
                .filter(change -> !(change instanceof Change.Force))
                .map(change -> change.toString().replaceFirst("^[a-z]+ ", ""))
                .toList();
    }

    /** From now on this is in the way. */
    public synchronized void meet(Obstacle other) {
        obstacle = other;
    }

    synchronized List<Change> first(int count) {
        return List.copyOf(changes.subList(0, count));
    }

    Map<Integer, Start> starts() {
        return starts;
    }

    /** @throws FileSystemException where something is in the way */
    void require(Obstacle.Kind kind, Path path) throws FileSystemException {
        Optional<String> reason = obstacle.reason(kind);
        if (reason.isPresent()) {
            throw new FileSystemException(path.toString(), null, reason.get());
        }
    }

    void add(Change change) {
        changes.add(change);
    }

    Node newNode(boolean directory) {
        Node node = new Node(nodes.size(), directory);
        nodes.add(node);
        return node;
    }

    void enter(Path path, Node node) {
        Node parent = parent(path);
        parent.put(name(path), node);
        add(new Change.Enter(entry(parent, path, node)));
    }

    void leave(Path path) {
        Node parent = parent(path);
        add(new Change.Leave(entry(parent, path, node(path))));
        parent.remove(name(path));
    }

    void rename(Path from, Path to) {
        Node node = node(from);
        Node fromParent = parent(from);
        Node toParent = parent(to);
        if (toParent.child(name(to)).filter(other -> other == node).isPresent()) {
            return; // POSIX: of two names of one file none becomes the other
        }
        add(new Change.Rename(entry(fromParent, from, node), entry(toParent, to, node)));
        fromParent.remove(name(from));
        toParent.put(name(to), node);
    }

    private Change.Entry entry(Node parent, Path path, Node node) {
        return new Change.Entry(parent.number(), name(path), node.number(), node.isDirectory(), shown(path));
    }

    /** The path below the root. */
    String shown(Path path) {
        return root.relativize(path.toAbsolutePath().normalize()).toString();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private Node parent(Path path) {
        Path parent = path.toAbsolutePath().normalize().getParent();
        return node(parent == null ? path : parent);
    }

    /** @throws IllegalStateException where the path leads out of the tree */
    void requireInside(Path path) {
        if (!path.toAbsolutePath().normalize().startsWith(root)) {
            throw new IllegalStateException("expected a path below " + root + ", not " + path);
        }
    }

    /** @throws IllegalStateException as {@link #requireInside}, or where something came past this file system */
    Node node(Path path) {
        requireInside(path);
        Path absolute = path.toAbsolutePath().normalize();
        Node node = rootNode;
        if (absolute.equals(root)) {
            return node;
        }
        for (Path name : root.relativize(absolute)) {
            node = node.child(name.toString())
                    .orElseThrow(() -> new IllegalStateException("nobody has told the journal of " + path));
        }
        return node;
    }

    /** What a change is made of: the real one, then the note. */
    interface Step<T> {
        T run() throws IOException;
    }

    synchronized <T> T step(Step<T> step) throws IOException {
        return step.run();
    }

    /** As {@link #step} for what throws nothing. */
    synchronized <T> T quietly(Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
