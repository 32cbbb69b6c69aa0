package io.pymap;

import io.pymap.junit.ImapServer;
import io.pymap.transcript.Transcript;
import org.junit.jupiter.api.Test;

/** Of this module, and of the fixtures and transcripts that it hands out. */
class PublicApiTest {

    @Test
    void isWhatTheFileSays() throws Exception {
        new PublicApi()
                .with(ImapServer.class, name -> true)
                .with(
                        Transcript.class,
                        name -> name.startsWith("io.pymap.fixture.") || name.startsWith("io.pymap.transcript."))
                .isWhatTheFileSays();
    }
}
