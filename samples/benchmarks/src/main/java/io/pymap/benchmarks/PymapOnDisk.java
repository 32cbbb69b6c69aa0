package io.pymap.benchmarks;

import io.pymap.backend.maildir.Fsync;
import io.pymap.backend.maildir.MaildirBackend;
import io.pymap.server.PymapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Our server with the backend {@code maildir}. */
record PymapOnDisk(PymapServer server, MaildirBackend backend) implements MaildirServer {

    static PymapOnDisk start(Path maildir) throws IOException {
        Path users = maildir.resolveSibling("users.txt");
        Files.writeString(users, Candidate.USER + ":" + maildir.getFileName() + ":" + Candidate.PASSWORD + "\n");
        MaildirBackend backend =
                MaildirBackend.builder(users).fsync(Fsync.OPTIMIZED).build();
        return new PymapOnDisk(PymapServer.builder(backend).noTls().start(), backend);
    }

    @Override
    public Client connect() throws IOException {
        return new Client(server.port()).loggedIn();
    }

    @Override
    public void close() {
        server.close();
        backend.close();
    }
}
