package io.pymap.benchmarks;

/** A server to be measured: started on a free port of the loopback interface, with one user. */
interface Candidate extends AutoCloseable {

    String USER = "bench";
    String PASSWORD = "secret";

    int port();

    @Override
    void close();

    /** Makes candidates of one kind. */
    interface Kind {
        Candidate start();
    }
}
