package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidValidityFileTest {

    private final VirtualMachine machine = new VirtualMachine("vm", 7);

    @TempDir
    private Path root;

    private UidValidityFile file() {
        return new UidValidityFile(root, new Disk(Fsync.OPTIMIZED), DotLock.Settings.on(machine));
    }

    private long now() {
        return machine.instant().getEpochSecond();
    }

    @Test
    void beginsWithTheTimeAndGoesUp() throws Exception {
        List<Long> values = new ArrayList<>();
        long start = now();
        for (int i = 0; i < 5; i++) {
            values.add(file().next(0));
        }
        machine.pause(Duration.ofDays(1));

        assertThat(values).containsExactly(start, start + 1, start + 2, start + 3, start + 4);
        assertThat(file().next(0)).isEqualTo(now());
        assertThat(root.resolve("dovecot-uidvalidity")).hasContent(String.format("%08x", now()));
        assertThat(names()).containsExactly("dovecot-uidvalidity", String.format("dovecot-uidvalidity.%08x", now()));
    }

    @Test
    void goesOnWhereDovecotWas() throws IOException {
        Files.writeString(root.resolve("dovecot-uidvalidity"), "f0000000");
        Files.createFile(root.resolve("dovecot-uidvalidity.f0000000"));

        assertThat(file().next(0)).isEqualTo(0xF0000001L);
        assertThat(names()).containsExactly("dovecot-uidvalidity", "dovecot-uidvalidity.f0000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "0000000g", "f00000000", "-0000001"})
    void believesTheMarkersWhereTheFileIsBroken(String content) throws IOException {
        Files.writeString(root.resolve("dovecot-uidvalidity"), content);
        Files.createFile(root.resolve("dovecot-uidvalidity.f0000000"));
        Files.createFile(root.resolve("dovecot-uidvalidity.00000005"));
        Files.createFile(root.resolve("dovecot-uidvalidity.xyz"));
        Files.createSymbolicLink(root.resolve("dovecot-uidvalidity.f1000000"), root);

        assertThat(file().next(0)).isEqualTo(0xF0000001L);
        assertThat(names())
                .containsExactly(
                        "dovecot-uidvalidity",
                        "dovecot-uidvalidity.f0000001",
                        "dovecot-uidvalidity.f1000000",
                        "dovecot-uidvalidity.xyz");
    }

    @Test
    void goesAboveWhatTheCallerKnows() throws IOException {
        assertThat(file().next(0xF000_0000L)).isEqualTo(0xF000_0001L);
        assertThat(file().next(5)).isEqualTo(0xF000_0002L);
    }

    @Test
    void endsWithThirtyTwoBits() throws IOException {
        assertThat(file().next(0xFFFF_FFFEL)).isEqualTo(0xFFFF_FFFFL);
        assertThatThrownBy(() -> file().next(0)).isInstanceOf(MailboxException.OverLimit.class);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
