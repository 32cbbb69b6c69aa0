package io.pymap.transcript;

/**
 * Something whole that one side said, its literals in it.
 *
 * @param tag of a command; empty otherwise
 * @param text without the tag and the end of the line
 */
record Said(Kind kind, String tag, String text) {

    enum Kind {
        COMMAND,
        /** What the client says while a command is running. */
        ANSWER,
        /** What the server says, but for its asking for a literal. */
        RESPONSE
    }
}
