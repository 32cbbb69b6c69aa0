package io.pymap.benchmarks;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** GreenMail as tests embed it: IMAP only, on a free port. */
record GreenMailCandidate(GreenMail server) implements Candidate {

    static Candidate start() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.withConfiguration(GreenMailConfiguration.aConfig().withUser(USER, PASSWORD));
        server.start();
        return new GreenMailCandidate(server);
    }

    @Override
    public int port() {
        return server.getImap().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
