package io.pymap.auth;

/** A log-in that fails. An answer to the client and not a fault, hence without a stack trace. */
public final class AuthenticationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong, in the terms of RFC 5530 3. */
    public enum Kind {
        /** NO [AUTHENTICATIONFAILED]: unknown user or wrong password; which of them stays untold. */
        WRONG_CREDENTIALS,
        /** NO [AUTHORIZATIONFAILED]: the password is right, but the user may not act as the one it asks for. */
        NOT_AUTHORIZED,
        /** BAD: the client's message breaks the mechanism's syntax. */
        MALFORMED
    }

    private final Kind kind;

    private AuthenticationException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public static AuthenticationException wrongCredentials() {
        return new AuthenticationException(Kind.WRONG_CREDENTIALS, "Wrong user name or password.");
    }

    /** As wrong credentials, where the reason is no secret. The text repeats none of the client's octets. */
    public static AuthenticationException refused(String reason) {
        return new AuthenticationException(Kind.WRONG_CREDENTIALS, reason);
    }

    public static AuthenticationException notAuthorized() {
        return new AuthenticationException(Kind.NOT_AUTHORIZED, "Not authorized to act as that user.");
    }

    /** The message says what was expected and repeats none of the client's octets. */
    public static AuthenticationException malformed(String expected) {
        return new AuthenticationException(Kind.MALFORMED, expected);
    }

    public Kind kind() {
        return kind;
    }
}
