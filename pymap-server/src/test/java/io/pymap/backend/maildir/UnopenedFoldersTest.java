package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.LineClient;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is read when somebody asks for it, and not before: there may be many large ones. */
class UnopenedFoldersTest {

    @TempDir
    Path directory;

    @Test
    void nobodyWaitsForOthersThanAskedFor() throws IOException {
        Path archive = folder("anna/.Archive");
        Path work = folder("anna/.Work");
        MaildirBackend backend = MaildirDirectory.prepare(directory)
                .layout(Layout.MAILDIR_PLUS_PLUS)
                .build();

        try (PymapServer server = PymapServer.builder(backend).start();
                LineClient client = LineClient.login(server.port(), "anna", "secret")) {
            run(client, "CAPABILITY");
            run(client, "ENABLE QRESYNC");
            run(client, "LSUB \"\" *");
            run(client, "SELECT Work");
        }

        assertThat(work.resolve("dovecot-uidlist")).exists();
        assertThat(archive.resolve("dovecot-uidlist")).doesNotExist();
    }

    private Path folder(String name) throws IOException {
        Path folder = directory.resolve(name);
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        return folder;
    }

    private static void run(LineClient client, String command) throws IOException {
        List<String> answer = client.command(command);
        assertThat(answer.get(answer.size() - 1)).contains(" OK ");
    }
}
