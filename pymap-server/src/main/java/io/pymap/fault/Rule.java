package io.pymap.fault;

/** One thing that goes wrong: when, and how. Made by {@link Faults}; acts until it is removed. Safe for use by many threads. */
public interface Rule {

    /** The first rule since the last {@link Faults#clear} is 1; the transcript names rules so. */
    int number();

    /** On how many commands it has acted. One that had nothing to act on, such as a literal that is not there, does not count. */
    int hits();

    /** From now on it acts on nothing more; what it has begun, such as a stall, goes on. */
    void remove();

    /** As it is written on the command line, where that can be: see {@link Faults#add(String)}. */
    @Override
    String toString();
}
