package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.ObjectIds;
import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose messages take longer to read than others respect a lock that does not change. */
class LongScanTest {

    private static final int MESSAGES = 300;
    private static final Duration EACH = Duration.ofSeconds(1);

    private final VirtualMachine machine = new VirtualMachine("vm", 7);

    @TempDir
    private Path folder;

    private Path lock;
    private Path list;

    @BeforeEach
    void deliver() throws IOException {
        for (Listing.Directory one : Listing.Directory.values()) {
            Files.createDirectory(one.in(folder));
        }
        for (int i = 0; i < MESSAGES; i++) {
            Files.writeString(folder.resolve("new/" + (1_000_000_000 + i) + ".x.elsewhere"), "Subject: " + i + "\n\n");
        }
        lock = folder.resolve("dovecot-uidlist.lock");
        list = folder.resolve("dovecot-uidlist");
    }

    @Test
    void keepsItsLockFresh() {
        List<Duration> ages = new ArrayList<>();
        for (int second = 5; second < MESSAGES; second += 5) {
            machine.at(Duration.ofSeconds(second), () -> ages.add(age()));
        }

        Folder opened = open();

        assertThat(opened.index().counts().messages()).isEqualTo(MESSAGES);
        assertThat(machine.passed()).isGreaterThanOrEqualTo(EACH.multipliedBy(MESSAGES));
        assertThat(ages).hasSizeGreaterThan(50).allMatch(age -> age.compareTo(Duration.ofSeconds(3)) <= 0);
        assertThat(lock).doesNotExist();
    }

    @Test
    void givesNoUidsOnceItsLockWasTakenAway() throws IOException {
        machine.at(Duration.ofSeconds(150), () -> {
            takeLock();
            append("1 :1000000007.x.elsewhere\n");
        });

        assertThatThrownBy(this::open).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(lock).hasContent("1:elsewhere");
        assertThat(Files.readAllLines(list)).hasSize(2).endsWith("1 :1000000007.x.elsewhere");
        assertThat(machine.passed()).isLessThan(Duration.ofSeconds(155));

        Files.delete(lock);
        Folder opened = open();
        assertThat(opened.list().uidOf("1000000007.x.elsewhere")).hasValue(1);
        assertThat(opened.index().counts().messages()).isEqualTo(MESSAGES);
    }

    private Folder open() {
        ObjectIds ids = new ObjectIds(machine, slow());
        Surroundings surroundings = new Surroundings(
                new Disk(Fsync.NEVER),
                new UniqueNames(machine, "vm"),
                ':',
                new Graves(machine),
                ids,
                "boot",
                DotLock.Settings.on(machine));
        return Folder.open(
                folder,
                surroundings,
                new UidValidityFile(folder, surroundings.disk(), surroundings.locks()),
                new ThreadFile(folder, ids),
                "anna");
    }

    /** Time passes while a message is given the id of its thread. */
    private RandomGenerator slow() {
        return () -> {
            try {
                machine.pause(EACH.dividedBy(2));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return machine.instant().toEpochMilli();
        };
    }

    private Duration age() {
        try {
            Instant changed = Files.getLastModifiedTime(lock).toInstant();
            return Duration.between(changed, machine.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeLock() {
        try {
            Files.delete(lock);
            Files.writeString(lock, "1:elsewhere");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String line) {
        try {
            Files.writeString(list, Files.readString(list) + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
