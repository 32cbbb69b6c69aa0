package io.pymap.admin;

/** A call that is understood and not done. An answer to the client and not a fault, hence without a stack trace. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String key;
    private final String code;

    /**
     * @param key as in {@code Result}
     * @param code a response code of IMAP, or empty
     * @param text ends in a full stop
     */
    Refusal(String key, String code, String text) {
        super(text, null, false, false);
        this.key = key;
        this.code = code;
    }

    static Refusal invalidAuth() {
        return new Refusal("InvalidAuth", "AUTHENTICATIONFAILED", "Invalid authentication credentials.");
    }

    static Refusal userNotFound() {
        return new Refusal("UserNotFound", "NONEXISTENT", "User not found.");
    }

    static Refusal cannotReplaceUser(String why) {
        return new Refusal("CannotReplaceUser", "", why);
    }

    static Refusal notAllowed(String why) {
        return new Refusal("NotAllowedError", "CANNOT", why);
    }

    String key() {
        return key;
    }

    String code() {
        return code;
    }
}
