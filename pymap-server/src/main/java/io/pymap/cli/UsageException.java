package io.pymap.cli;

/** Arguments that cannot be; the message is one line, and the argument below it where the place is shown. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
