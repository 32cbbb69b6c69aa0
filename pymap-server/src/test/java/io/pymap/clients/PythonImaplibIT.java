package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("clients")
class PythonImaplibIT {

    @TempDir
    Path directory;

    @Test
    void makesAWholeRoundTrip() throws IOException, InterruptedException {
        ClientProgram python = ClientProgram.find("python3", "python3");
        Path script = directory.resolve("roundtrip.py");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("imaplib_roundtrip.py"))) {
            Files.copy(in, script);
        }
        DictBackend backend =
                DictBackend.builder().user(new User("ann", "s3 \"cr\\et")).build();

        try (PymapServer server = PymapServer.builder(backend).start()) {
            String output = python.run(script.toString(), Integer.toString(server.port()), "ann", "s3 \"cr\\et")
                    .succeeded();

            assertThat(output).endsWith("all is well\n");
        }
    }
}
