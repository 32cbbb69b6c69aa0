package io.pymap.benchmarks;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;

/** Our server as tests embed it: mail in memory, one event loop. */
record PymapCandidate(PymapServer server) implements Candidate {

    static Candidate start() {
        DictBackend backend =
                DictBackend.builder().user(new User(USER, PASSWORD)).build();
        return new PymapCandidate(PymapServer.builder(backend).start());
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
