package io.pymap.differential;

/**
 * A command that a family made up.
 *
 * @param afterOk what to remember once the server has done it
 */
record Proposal(String text, Runnable afterOk) {

    Proposal(String text) {
        this(text, () -> {});
    }
}
