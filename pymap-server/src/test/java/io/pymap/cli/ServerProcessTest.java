package io.pymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.clients.LineClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    Path directory;

    /** What the README shows, in the order in which it shows it. */
    @Test
    void talksTheSessionOfTheReadme() throws IOException, InterruptedException {
        try (ServerProcess process = ServerProcess.java(List.of(), "--port", "0", "--debug", "dict", "--demo-data");
                LineClient client = LineClient.connect(process.port())) {
            assertThat(client.line()).startsWith("* OK [CAPABILITY IMAP4rev1 ").contains("STARTTLS", "AUTH=PLAIN");
            client.send(". login demouser demopass\n");
            assertThat(client.line()).startsWith(". OK ").endsWith("Authentication successful.");

            client.send(". select INBOX\n");
            assertThat(client.until(". "))
                    .contains("* FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Recent \\Seen)")
                    .contains("* 4 EXISTS", "* 1 RECENT")
                    .anyMatch(line -> line.startsWith("* OK [UIDNEXT 105]"))
                    .anyMatch(line -> line.startsWith("* OK [UIDVALIDITY "))
                    .anyMatch(line -> line.startsWith("* OK [UNSEEN 3]"))
                    .endsWith(". OK [READ-WRITE] Selected mailbox.");

            client.send(". uid fetch 1:* all\n");
            assertThat(client.until(". "))
                    .hasSize(5)
                    .anyMatch(line -> line.startsWith("* 4 FETCH (") && line.contains("UID 104"));

            client.send(". list \"\" *\n");
            assertThat(client.until(". ")).anyMatch(line -> line.endsWith(" INBOX"));
            client.send(". create \"A New Folder\"\n");
            assertThat(client.line()).startsWith(". OK");

            client.send(". append INBOX (\\Flagged) {38+}\nFrom: user@example.com\n\ntest message!\n\n");
            assertThat(client.until(". "))
                    .contains("* 5 EXISTS", "* 2 RECENT")
                    .last()
                    .asString()
                    .matches("\\. OK \\[APPENDUID [0-9]+ 105] .*");

            client.send(". store * +FLAGS (\\Deleted)\n");
            assertThat(client.until(". "))
                    .anyMatch(line -> line.startsWith("* 5 FETCH (") && line.contains("\\Deleted"));
            client.send(". expunge\n");
            assertThat(client.until(". ")).contains("* 5 EXPUNGE");

            client.send(". logout\n");
            assertThat(client.until(". ")).first().asString().startsWith("* BYE");
            assertThat(client.lineIfAny()).isEmpty();

            process.terminate();
            assertThat(process.exitCode()).isZero();
            assertThat(process.errors()).contains("C: . login ***").doesNotContain("demopass");
        }
    }

    @Test
    void saysByeWhenItIsToldToStop() throws IOException, InterruptedException {
        Path pidFile = directory.resolve("pymap.pid");
        try (ServerProcess process =
                ServerProcess.java(List.of(), "--port", "0", "--pid-file", pidFile.toString(), "dict")) {
            assertThat(pidFile).hasContent(process.pid() + "\n");
            List<LineClient> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(LineClient.login(process.port(), "demouser", "demopass"));
            }
            clients.get(0).command("SELECT INBOX");
            clients.get(0).send("i IDLE\r\n");
            clients.get(0).until("+");

            process.terminate();

            for (LineClient client : clients) {
                assertThat(client.line()).startsWith("* BYE [UNAVAILABLE]");
                assertThat(client.lineIfAny()).isEmpty();
                client.close();
            }
            assertThat(process.exitCode()).isZero();
            assertThat(process.errors()).isEmpty();
            assertThat(pidFile).doesNotExist();
        }
    }
}
