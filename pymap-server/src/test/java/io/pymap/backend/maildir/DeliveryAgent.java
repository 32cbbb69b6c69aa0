package io.pymap.backend.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Delivers to Maildirs as mail servers do: a file is written in {@code tmp} and gets its name in {@code new}. */
final class DeliveryAgent {

    private final Map<String, Path> directories;
    private final Ledger ledger;
    private final SplittableRandom random;
    private int delivered;

    /** @param directories of mailboxes, by name */
    DeliveryAgent(Map<String, Path> directories, Ledger ledger, SplittableRandom random) {
        this.directories = directories;
        this.ledger = ledger;
        this.random = random;
    }

    void deliver() throws IOException {
        int number = ++delivered;
        String token = "agent-" + number;
        String mailbox = directories.keySet().stream()
                .skip(random.nextInt(directories.size()))
                .findFirst()
                .orElseThrow();
        String text = "Subject: " + token + "\nFrom: agent@example.org\n\n" + "Text.\n".repeat(20);
        String name = "17000" + String.format("%05d", number) + ".M" + number + "P1Q" + number + ".agent";
        Path directory = Optional.ofNullable(directories.get(mailbox)).orElseThrow();
        Path written = Files.writeString(directory.resolve("tmp").resolve(name), text);
        Path named = directory.resolve("new").resolve(name);
        if (random.nextBoolean()) {
            Files.move(written, named);
        } else { // as those do that fear to overwrite
            Files.createLink(named, written);
            Files.delete(written);
        }
        ledger.delivered(mailbox, token);
    }
}
