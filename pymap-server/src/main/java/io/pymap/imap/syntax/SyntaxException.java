package io.pymap.imap.syntax;

/** The client sent something that the grammar does not allow: the command ends in BAD. */
public final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The message says what was expected, and repeats no octets of the client's. */
    public SyntaxException(String message) {
        super(message, null, false, false);
    }
}
