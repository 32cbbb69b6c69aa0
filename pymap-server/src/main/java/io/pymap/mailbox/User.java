package io.pymap.mailbox;

import java.util.Set;

/**
 * A user as a backend stores it.
 *
 * @param name the name to log in with
 * @param secret the password in any of the stored forms that {@code io.pymap.auth} knows: clear text, crypt(3), PHC
 *     strings or with a {@code {SCHEME}} prefix
 * @param roles what the user may do beyond reading its own mail; see {@link #ADMIN} and {@link #SUBMISSION}
 */
public record User(String name, String secret, Set<String> roles) {

    /** Role of a user that may log in as another one (SASL authorization identity, RFC 4422 2). */
    public static final String ADMIN = "admin";

    /**
     * Role of a message submission server, which fetches for others what they have let it fetch with {@code submit+} in a
     * URL. It answers for whom that is: RFC 4467 3.
     */
    public static final String SUBMISSION = "submission";

    public User {
        roles = Set.copyOf(roles);
    }

    public User(String name, String secret) {
        this(name, secret, Set.of());
    }

    public boolean isAdmin() {
        return roles.contains(ADMIN);
    }

    public boolean isSubmission() {
        return roles.contains(SUBMISSION);
    }

    /** Leaves the secret out, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return "User[name=" + name + ", roles=" + roles + "]";
    }
}
