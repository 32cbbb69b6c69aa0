package io.pymap.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pymap.imap.syntax.FrameLimits;
import java.util.ArrayList;
import java.util.List;

class FramerFuzzTest {

    private static final FrameLimits LIMITS = new FrameLimits(100, 20);

    /** Whole, octet by octet, and in pieces of three. */
    @FuzzTest
    void framesAnyOctetsHoweverTheyAreCut(byte[] octets) throws Exception {
        List<String> whole = frames(octets, Math.max(1, octets.length));

        assertThat(frames(octets, 1)).isEqualTo(whole);
        assertThat(frames(octets, 3)).isEqualTo(whole);
    }

    private static List<String> frames(byte[] octets, int piece) throws Exception {
        CommandFramerTest.Session session = new CommandFramerTest.Session(LIMITS);
        for (int at = 0; at < octets.length; at += piece) {
            session.send(new String(octets, at, Math.min(piece, octets.length - at), ISO_8859_1));
        }
        session.channel.checkException();
        session.channel.finishAndReleaseAll();
        List<String> frames = new ArrayList<>();
        for (String frame : session.frames) {
            frames.add(frame.startsWith("!") ? "!" : frame); // how much is kept of a long line depends on the pieces
        }
        return frames;
    }
}
