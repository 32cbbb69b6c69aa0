package io.pymap.benchmarks;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.server.ServerThreads;

/** Our server as {@code @ImapServer} embeds it: mail in memory, threads shared by the servers of a test run. */
record PymapCandidate(PymapServer server) implements Candidate {

    static Candidate start(ServerThreads threads) {
        DictBackend backend =
                DictBackend.builder().user(new User(USER, PASSWORD)).build();
        return new PymapCandidate(PymapServer.builder(backend).threads(threads).start());
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
