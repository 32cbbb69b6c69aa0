package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteFileTest {

    @TempDir
    Path directory;

    private NoteFile open(long uidValidity) {
        return new NoteFile(() -> directory, uidValidity);
    }

    /** Longer ones and shorter ones, so that they lie across whatever pieces the file is read in. */
    private static byte[] value(int uid) {
        byte[] value = new byte[uid % 7 == 0 ? 60_000 : uid % 3000];
        Arrays.fill(value, (byte) uid);
        return value;
    }

    @Test
    void findsAllWhenOpenedAgain() {
        try (NoteFile notes = open(1)) {
            for (int uid = 1; uid <= 500; uid++) {
                notes.keep(uid, "envelope", value(uid));
            }
        }
        try (NoteFile notes = open(1)) {
            for (int uid = 1; uid <= 500; uid++) {
                assertThat(notes.find(uid, "envelope")).contains(value(uid));
            }
            assertThat(notes.find(501, "envelope")).isEmpty();
            assertThat(notes.find(1, "body")).isEmpty();
        }
    }

    @Test
    void passesOverAnEndThatWasCutOff() throws IOException {
        Path file = directory.resolve(NoteFile.NAME);
        try (NoteFile notes = open(1)) {
            notes.keep(1, "envelope", value(1));
            notes.keep(2, "envelope", value(2));
        }
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(Files.size(file) - 1);
        }
        try (NoteFile notes = open(1)) {
            assertThat(notes.find(1, "envelope")).contains(value(1));
            assertThat(notes.find(2, "envelope")).isEmpty();
            notes.keep(2, "envelope", value(3));
            assertThat(notes.find(2, "envelope")).contains(value(3));
        }
    }

    @Test
    void doesNotTakeASpoiltValue() throws IOException {
        Path file = directory.resolve(NoteFile.NAME);
        try (NoteFile notes = open(1)) {
            notes.keep(1, "envelope", value(100));
        }
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length - 1]++;
        Files.write(file, octets);
        try (NoteFile notes = open(1)) {
            assertThat(notes.find(1, "envelope")).isEmpty();
        }
    }

    @Test
    void beginsAgainForAnotherUidValidity() {
        try (NoteFile notes = open(1)) {
            notes.keep(1, "envelope", value(1));
        }
        try (NoteFile notes = open(2)) {
            assertThat(notes.find(1, "envelope")).isEmpty();
        }
    }
}
