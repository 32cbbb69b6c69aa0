package io.pymap.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a disk may hold after the power went, or the process was killed, at some point of a journal.
 *
 * <p>The model, which ext4 and XFS keep, and which is otherwise as unkind as POSIX allows:
 *
 * <ul>
 *   <li>A file and its names are two things. Forcing a file keeps its octets, not its name. Forcing a directory keeps the
 *       names in it, not what they lead to: a file that was never forced is there, empty or with a part of its octets.
 *   <li>A new directory is a name in its parent; what is in it needs a force of its own.
 *   <li>Of one file, what was written later is never there without what was written before; of one directory, no later
 *       change of names without the earlier ones. Between two files or directories there is no order.
 *   <li>A write may be there in part: its first octets.
 *   <li>A time that was set is kept by {@code force(true)} and not by {@code force(false)}. Without it a file has the time
 *       at which it was written.
 *   <li>A rename is two changes of names, and each is kept with its own directory; but the old name never goes without the
 *       new one coming. Within one directory, and where a directory is renamed, both happen at once. A link and an unlink
 *       are independent: to unlink first, or without a force between, can lose the file.
 * </ul>
 */
public final class PowerLoss {

    /** How much is left of what nobody waited for. */
    public enum Variant {
        /** All of it: the process was killed, the machine goes on. */
        EVERYTHING,
        /** As before, but the kill hit the last write half way. */
        TORN,
        /** None of it. */
        FORCED,
        /** Some of it, by chance: in each file and directory the first few changes. */
        SOME
    }

    private final Journal journal;
    private final List<Change> changes;
    private final Variant variant;
    private final SplittableRandom random;

    /** Of each directory and file, the changes before this index are kept. */
    private final Map<Integer, Integer> cuts = new HashMap<>();

    private final Map<Integer, Integer> touchCuts = new HashMap<>();

    /** The write of each file that is kept in part. */
    private final Map<Integer, Integer> torn = new HashMap<>();

    private final Map<Integer, Map<String, Change.Entry>> directories = new HashMap<>();
    private final Map<Integer, Octets> files = new HashMap<>();

    private PowerLoss(Journal journal, int prefix, Variant variant, long seed) {
        this.journal = journal;
        this.changes = journal.first(prefix);
        this.variant = variant;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What may be left of the first {@code prefix} changes.
     *
     * @param seed of what {@link Variant#SOME} leaves
     */
    public static PowerLoss of(Journal journal, int prefix, Variant variant, long seed) {
        PowerLoss loss = new PowerLoss(journal, prefix, variant, seed);
        loss.decide();
        loss.apply();
        return loss;
    }

    /** Every path that is left, and what is there: the octets of a file, or nothing. As {@link Trees#of}. */
    public SortedMap<String, String> tree() {
        SortedMap<String, String> tree = new TreeMap<>();
        describe(0, "", tree);
        return tree;
    }

    private void describe(int directory, String prefix, SortedMap<String, String> tree) {
        for (Change.Entry entry : entries(directory)) {
            String path = prefix + entry.name();
            if (entry.toDirectory()) {
                tree.put(path, "/");
                describe(entry.node(), path + "/", tree);
            } else {
                tree.put(path, new String(file(entry.node()).octets, ISO_8859_1));
            }
        }
    }

    /** Writes it down in a directory, which is made. */
    public void materialise(Path target) throws IOException {
        write(0, Files.createDirectory(target), new HashMap<>());
    }

    /** A file with two names is one file. */
    private void write(int directory, Path path, Map<Integer, Path> written) throws IOException {
        for (Change.Entry entry : entries(directory)) {
            Path child = path.resolve(entry.name());
            if (entry.toDirectory()) {
                write(entry.node(), Files.createDirectory(child), written);
            } else if (written.containsKey(entry.node())) {
                Files.createLink(child, written.get(entry.node()));
            } else {
                Octets octets = file(entry.node());
                Files.write(child, octets.octets);
                Files.setLastModifiedTime(child, octets.time);
                written.put(entry.node(), child);
            }
        }
    }

    private Collection<Change.Entry> entries(int directory) {
        return directories.getOrDefault(directory, Map.of()).values();
    }

    private Octets file(int number) {
        return files.computeIfAbsent(number, key -> new Octets(new byte[0], FileTime.fromMillis(0)));
    }

    private void decide() {
        Map<Integer, List<Integer>> unforced = new TreeMap<>();
        Map<Integer, List<Integer>> untouched = new TreeMap<>();
        if (variant == Variant.EVERYTHING || variant == Variant.TORN) {
            tearLastWrite();
        }
        Map<Integer, Integer> forced = new HashMap<>();
        Map<Integer, Integer> forcedWithTime = new HashMap<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i) instanceof Change.Force force) {
                forced.putIfAbsent(force.node(), i);
                if (force.metadata()) {
                    forcedWithTime.putIfAbsent(force.node(), i);
                }
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            for (int node : changedNodes(changes.get(i))) {
                boolean time = changes.get(i) instanceof Change.Touch;
                int cut = Math.max(journal.begin(), (time ? forcedWithTime : forced).getOrDefault(node, 0));
                (time ? touchCuts : cuts).putIfAbsent(node, cut);
                if (i >= cut) {
                    (time ? untouched : unforced)
                            .computeIfAbsent(node, key -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        if (variant != Variant.FORCED) {
            unforced.forEach((node, indexes) -> cuts.put(node, chosenCut(indexes)));
            untouched.forEach((node, indexes) -> touchCuts.put(node, chosenCut(indexes)));
        }
        keepNewNamesOfRenames();
        if (variant == Variant.SOME) {
            tearSomeWrites(unforced);
        }
    }

    private void tearLastWrite() {
        int last = changes.size() - 1;
        if (variant == Variant.TORN && last >= 0 && changes.get(last) instanceof Change.Write write) {
            torn.put(last, write.octets().length / 2);
        }
    }

    /** The file or directories that a change is kept with. */
    private static List<Integer> changedNodes(Change change) {
        if (change instanceof Change.Enter enter) {
            return List.of(enter.entry().directory());
        }
        if (change instanceof Change.Leave leave) {
            return List.of(leave.entry().directory());
        }
        if (change instanceof Change.Rename rename) {
            return rename.isWithinOneDirectory()
                    ? List.of(rename.from().directory())
                    : List.of(rename.from().directory(), rename.to().directory());
        }
        if (change instanceof Change.Write write) {
            return List.of(write.file());
        }
        if (change instanceof Change.Truncate truncate) {
            return List.of(truncate.file());
        }
        return change instanceof Change.Touch touch ? List.of(touch.file()) : List.of();
    }

    /** After none, all or some of these. */
    private int chosenCut(List<Integer> indexes) {
        if (variant != Variant.SOME) {
            return changes.size();
        }
        int kept = random.nextInt(4) == 0 ? indexes.size() : random.nextInt(indexes.size() + 1);
        return kept == 0 ? indexes.get(0) : indexes.get(kept - 1) + 1;
    }

    private void keepNewNamesOfRenames() {
        boolean more = true;
        while (more) {
            more = false;
            for (int i = journal.begin(); i < changes.size(); i++) {
                if (changes.get(i) instanceof Change.Rename rename) {
                    int from = rename.from().directory();
                    int to = rename.to().directory();
                    boolean left = isKept(i, from);
                    boolean came = isKept(i, to);
                    if (left && !came) {
                        cuts.put(to, i + 1);
                        more = true;
                    } else if (came && !left && rename.to().toDirectory()) {
                        cuts.put(from, i + 1);
                        more = true;
                    }
                }
            }
        }
    }

    private boolean isKept(int index, int node) {
        return index < cuts.getOrDefault(node, 0);
    }

    private void tearSomeWrites(Map<Integer, List<Integer>> unforced) {
        for (List<Integer> indexes : unforced.values()) {
            for (int i = indexes.size() - 1; i >= 0; i--) {
                int index = indexes.get(i);
                if (changes.get(index) instanceof Change.Write write && isKept(index, write.file())) {
                    if (random.nextBoolean()) {
                        torn.put(index, random.nextInt(write.octets().length + 1));
                    }
                    break;
                }
            }
        }
    }

    private void apply() {
        journal.starts().forEach((number, start) -> files.put(number, new Octets(start.octets(), start.time())));
        for (int i = 0; i < changes.size(); i++) {
            apply(i);
        }
    }

    private void apply(int index) {
        Change change = changes.get(index);
        if (change instanceof Change.Enter enter) {
            enter(index, enter.entry());
        } else if (change instanceof Change.Leave leave) {
            leave(index, leave.entry());
        } else if (change instanceof Change.Rename rename) {
            leave(index, rename.from());
            enter(index, rename.to());
        } else if (change instanceof Change.Write write && isKept(index, write.file())) {
            int count = torn.getOrDefault(index, write.octets().length);
            file(write.file()).write(write.offset(), write.octets(), count, write.time());
        } else if (change instanceof Change.Truncate truncate && isKept(index, truncate.file())) {
            file(truncate.file()).truncate(truncate.size(), truncate.time());
        } else if (change instanceof Change.Touch touch && index < touchCuts.getOrDefault(touch.file(), 0)) {
            file(touch.file()).time = touch.time();
        }
    }

    private void enter(int index, Change.Entry entry) {
        if (isKept(index, entry.directory())) {
            directories
                    .computeIfAbsent(entry.directory(), key -> new TreeMap<>())
                    .put(entry.name(), entry);
        }
    }

    private void leave(int index, Change.Entry entry) {
        if (isKept(index, entry.directory())) {
            directories.getOrDefault(entry.directory(), Map.of()).remove(entry.name());
        }
    }

    /** The octets of a file, and the time of the last change. */
    private static final class Octets {
        private byte[] octets;
        private FileTime time;

        Octets(byte[] octets, FileTime time) {
            this.octets = octets;
            this.time = time;
        }

        void write(long offset, byte[] source, int count, FileTime at) {
            int end = (int) offset + count;
            octets = Arrays.copyOf(octets, Math.max(octets.length, end));
            System.arraycopy(source, 0, octets, (int) offset, count);
            time = at;
        }

        void truncate(long size, FileTime at) {
            octets = Arrays.copyOf(octets, (int) size);
            time = at;
        }
    }
}
