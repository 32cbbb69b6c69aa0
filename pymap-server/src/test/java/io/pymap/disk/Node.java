package io.pymap.disk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A file or directory of the tree as it is now. Guarded by the journal. */
final class Node {

    private final int number;
    private final boolean directory;
    private final Map<String, Node> children = new HashMap<>();

    Node(int number, boolean directory) {
        this.number = number;
        this.directory = directory;
    }

    int number() {
        return number;
    }

    boolean isDirectory() {
        return directory;
    }

    Optional<Node> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    void put(String name, Node child) {
        children.put(name, child);
    }

    void remove(String name) {
        children.remove(name);
    }
}
