package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotLockTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(25);

    private final VirtualMachine machine = new VirtualMachine("vm", 7).withProcess(1);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("dovecot-uidlist.lock");
    }

    @Test
    void saysWhoseItIsAndIsGoneAfterwards() throws IOException {
        try (DotLock lock = take(SHORT)) {
            assertThat(file).hasContent("7:vm");
            assertThat(lock.isHeld()).isTrue();
        }

        assertThat(file).doesNotExist();
        assertThat(machine.passed()).isZero();
    }

    @Test
    void waitsUntilTheOtherIsReady() throws IOException {
        Files.writeString(file, "1:vm");
        machine.at(Duration.ofSeconds(20), () -> delete(file));

        take(SHORT).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_200));
    }

    // The table of what Dovecot does with locks that were left behind.

    @Test
    void takesTheLockOfADeadProcessOfThisMachine() throws IOException {
        Files.writeString(file, "999999:vm");

        take(SHORT).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void neverTakesTheLockOfALivingProcess() throws IOException {
        Files.writeString(file, "1:vm");

        assertThatThrownBy(() -> take(LONG)).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(file).hasContent("1:vm");
        assertThat(machine.passed()).isBetween(LONG, LONG.plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:elsewhere", "999999:elsewhere", "999999", "x:vm", ":vm", "-1:vm", "999999:vm.example"})
    void takesALockOfWhichItKnowsNothingAfterTwoMinutesWithoutChange(String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(machine.instant().minusSeconds(130)));

        assertThatThrownBy(() -> take(SHORT)).isInstanceOf(MailboxException.Unavailable.class);
        take(LONG).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(121));
    }

    @Test
    void takesALockWhoseOwnerCameNoFurtherThanToMakeIt() throws IOException {
        Files.writeString(file, "");

        take(SHORT).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void doesNotTakeALockThatChanges() throws IOException {
        Files.writeString(file, "1:elsewhere");
        for (int i = 1; i <= 6; i++) {
            FileTime touched = FileTime.from(machine.instant().plusSeconds(100L * i));
            machine.at(Duration.ofSeconds(100L * i), () -> touch(file, touched));
        }

        assertThatThrownBy(() -> take(LONG)).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(file).hasContent("1:elsewhere");
    }

    @Test
    void takesALockLeftBehindLongAgoAfterAShortLook() throws Exception {
        Files.writeString(file, "1:elsewhere");
        machine.pause(Duration.ofHours(1));

        take(SHORT).close();

        assertThat(machine.passed().minusHours(1)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(1));
    }

    @Test
    void waitsTheLongTimeWhereProcessesCannotBeSeen() throws IOException {
        Files.writeString(file, "999999:vm");
        machine.hidingProcesses();

        take(LONG).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(121));
    }

    @Test
    void takesTheLockThatAnEarlierProcessOfTheSameNumberLeft() throws IOException {
        Files.writeString(file, "7:vm");

        take(SHORT).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void doesNotTakeTheLockOfAnotherBackendOfThisProcess() throws IOException {
        try (DotLock held = take(SHORT)) {
            assertThatThrownBy(() -> take(LONG)).isInstanceOf(MailboxException.Unavailable.class);
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void takesLinksForLocksOfStrangers() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "999999:vm");
        Files.createSymbolicLink(file, target);

        take(LONG).close();

        assertThat(machine.passed()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(121));
        assertThat(target).hasContent("999999:vm");
    }

    @Test
    void leavesTheLockToWhoHasTakenItAway() throws Exception {
        DotLock lock = take(SHORT);
        Files.delete(file);
        Files.writeString(file, "8:vm");
        machine.pause(Duration.ofSeconds(1));

        assertThat(lock.isHeld()).isFalse();
        assertThatThrownBy(lock::keep).isInstanceOf(MailboxException.Unavailable.class);
        lock.close();

        assertThat(file).hasContent("8:vm");
    }

    @Test
    void tellsThatItIsInUse() throws Exception {
        try (DotLock lock = take(SHORT)) {
            machine.pause(Duration.ofSeconds(10));
            lock.keep();
            machine.pause(Duration.ofMillis(900));
            lock.keep();

            assertThat(Files.getLastModifiedTime(file).toInstant())
                    .isEqualTo(machine.instant().minusMillis(900));
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void tellsOfADirectoryThatIsNotThere() {
        Path missing = directory.resolve("missing/dovecot-uidlist.lock");

        assertThatThrownBy(() -> DotLock.take(missing, DotLock.Settings.on(machine)))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void doesNotWaitWhenTheServerStops() throws IOException {
        Files.writeString(file, "1:elsewhere");
        machine.at(Duration.ofSeconds(1), () -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> take(LONG)).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(machine.passed()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void ofManyWhoFindALockDeadOneAtATimeHasIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        try {
            for (int round = 0; round < 20; round++) {
                Files.writeString(file, "999999:vm");
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    VirtualMachine own = new VirtualMachine("vm", 100 + i)
                            .withProcess(100)
                            .withProcess(101)
                            .withProcess(102)
                            .withProcess(103);
                    all.add(threads.submit(() -> {
                        try (DotLock lock =
                                DotLock.take(file, new DotLock.Settings(LONG.multipliedBy(100), LONG, own))) {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            taken.incrementAndGet();
                            assertThat(lock.isHeld()).isTrue();
                            inside.decrementAndGet();
                        }
                        return null;
                    }));
                }
                for (Future<?> one : all) {
                    one.get(20, TimeUnit.SECONDS);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(taken).hasValue(80);
    }

    @Test
    void knowsTheProcessesOfThisMachine() {
        Machine real = new ThisMachine(InstantSource.system());
        Instant now = Instant.now();

        assertThat(real.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(real.host()).isNotEmpty();
        assertThat(real.life(real.pid(), now)).isEqualTo(Machine.Life.LIVES);
        assertThat(real.life(real.pid(), Instant.EPOCH)).isEqualTo(Machine.Life.GONE);
        assertThat(real.life(Integer.MAX_VALUE, now)).isEqualTo(Machine.Life.GONE);
    }

    private DotLock take(Duration patience) throws IOException {
        return DotLock.take(file, new DotLock.Settings(patience, Duration.ofMinutes(2), machine));
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void touch(Path path, FileTime time) {
        try {
            Files.setLastModifiedTime(path, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
