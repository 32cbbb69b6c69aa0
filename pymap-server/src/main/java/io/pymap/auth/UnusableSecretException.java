package io.pymap.auth;

/** A stored secret that no password can match; the message says what was expected and leaves the secret out. */
final class UnusableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableSecretException(String message) {
        super(message, null, false, false);
    }
}
