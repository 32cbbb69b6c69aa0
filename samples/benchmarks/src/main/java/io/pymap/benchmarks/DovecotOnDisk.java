package io.pymap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's Dovecot: its program {@code imap}, one process a connection, over its standard input and output. */
record DovecotOnDisk(Path configuration) implements MaildirServer {

    private static final String PROGRAM = "/usr/lib/dovecot/imap";

    static DovecotOnDisk start(Path maildir) throws IOException {
        Path run = Files.createDirectories(maildir.resolveSibling("run"));
        Path configuration = Files.writeString(maildir.resolveSibling("dovecot.conf"), """
                base_dir = %1$s
                state_dir = %1$s
                log_path = %1$s/log
                ssl = no
                protocols = imap
                mail_location = maildir:%2$s:LAYOUT=maildir++
                mail_fsync = optimized
                namespace inbox {
                  inbox = yes
                  separator = /
                }
                """.formatted(run, maildir));
        return new DovecotOnDisk(configuration);
    }

    @Override
    public Client connect() throws IOException {
        List<String> command = new ArrayList<>();
        if (Integer.valueOf(0).equals(Files.getAttribute(configuration, "unix:uid"))) { // it refuses to serve root
            command.addAll(List.of("unshare", "--user", "--map-user=1000", "--map-group=1000"));
        }
        command.addAll(List.of(PROGRAM, "-c", configuration.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("USER", Candidate.USER);
        builder.environment().put("HOME", String.valueOf(configuration.getParent()));
        Process process = builder.start();
        return new Client(process.getInputStream(), process.getOutputStream(), process::destroy);
    }

    @Override
    public void close() {
        // its processes end with their connections
    }
}
