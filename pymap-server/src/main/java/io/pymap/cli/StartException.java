package io.pymap.cli;

/** Right arguments, but the server cannot start; the message is one line and names the remedy. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message, null, false, false);
    }
}
