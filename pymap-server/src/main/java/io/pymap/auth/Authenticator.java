package io.pymap.auth;

import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs users in. Safe for use by many threads.
 *
 * <p>Calls may take seconds (hashes, a backend that blocks): keep them off the event loop. A
 * {@code MailboxException} of the {@link Users} passes through.
 */
public final class Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    /** How many users to look at for the cost of their secrets before the first log-in. */
    private static final int SAMPLE = 20;

    private final Users users;
    private final PasswordHash passwords;

    /**
     * The most costly secret seen. Refused log-ins cost at least one comparison with it, so that time does not tell an
     * unknown user from a wrong password. Servers with clear-text secrets only stay fast.
     */
    private final AtomicReference<StoredPassword> costliest =
            new AtomicReference<>(StoredPassword.unusable("No user seen yet"));

    private final AtomicBoolean sampled = new AtomicBoolean();
    private final AtomicReference<@Nullable ScramUsers> scramUsers = new AtomicReference<>(); // null until asked for

    public Authenticator(Users users, PasswordHash passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    /**
     * Checks name and password as the client gave them.
     *
     * @throws AuthenticationException with WRONG_CREDENTIALS
     */
    public Identity login(String name, String password) {
        if (!sampled.getAndSet(true)) {
            sample().forEach(this::remember);
        }
        Optional<User> user = user(name);
        Optional<StoredPassword> stored = user.map(this::storedPassword);
        Optional<String> given = PreparedText.of(password);
        if (user.isPresent()
                && stored.isPresent()
                && given.filter(stored.get()::matches).isPresent()) {
            return new Identity(user.get());
        }
        StoredPassword costly = costliest.get();
        if (stored.isEmpty() || given.isEmpty() || stored.get().cost() < costly.cost()) {
            // Only for its cost. A password that cannot be prepared is compared as it is: nothing matches anyway.
            boolean ignored = costly.matches(given.orElse(password));
        }
        throw AuthenticationException.wrongCredentials();
    }

    /**
     * Decides whether a user may act as another one (RFC 4422 2): as itself always, as another existing user where it
     * is an administrator. An empty identity means the user itself.
     *
     * @throws AuthenticationException with NOT_AUTHORIZED
     */
    public Identity authorize(User authenticated, String authorizationId) {
        Optional<String> target = PreparedText.of(authorizationId);
        if (authorizationId.isEmpty() || target.equals(Optional.of(authenticated.name()))) {
            return new Identity(authenticated);
        }
        if (!authenticated.isAdmin()) {
            // Before the look-up: who may not act as others may not learn who exists either.
            throw AuthenticationException.notAuthorized();
        }
        return target.flatMap(users::find)
                .map(user -> new Identity(user, authenticated))
                .orElseThrow(AuthenticationException::notAuthorized);
    }

    /** The name as it is compared, and so has to be stored: prepared by SASLprep; nothing where that refuses it. */
    public static Optional<String> preparedName(String name) {
        return PreparedText.of(name);
    }

    /**
     * The user of that name, for mechanisms that compare something else than a password. They owe unknown users the
     * same cost and the same answer as known ones.
     */
    public Optional<User> user(String name) {
        return PreparedText.of(name).flatMap(users::find);
    }

    /** The user's password, prepared by SASLprep, where it is stored in clear text. */
    public Optional<String> clearText(User user) {
        return passwords.clearText(user.secret());
    }

    /**
     * What SCRAM goes by for that name, also where nobody has it or the secret of who has it cannot serve: those are
     * not to be told from others.
     */
    public ScramUser scram(String name, ScramDigest digest) {
        Optional<User> user = user(name);
        Optional<StoredPassword> stored = user.map(this::storedPassword);
        return scramUsers().find(PreparedText.of(name).orElse(name), user, stored, digest);
    }

    /** The same for ever: made up salts must not change. Looks at users without a lock, since that may take long. */
    private ScramUsers scramUsers() {
        ScramUsers known = scramUsers.get();
        if (known != null) {
            return known;
        }
        ScramUsers made = new ScramUsers(sample());
        ScramUsers before = scramUsers.compareAndExchange(null, made);
        return before == null ? made : before;
    }

    private List<StoredPassword> sample() {
        return users.names().stream()
                .limit(SAMPLE)
                .flatMap(known -> users.find(known).stream())
                .map(known -> passwords.parse(known.secret()))
                .toList();
    }

    private StoredPassword storedPassword(User user) {
        StoredPassword stored = passwords.parse(user.secret());
        stored.problem().ifPresent(problem -> LOG.error("User {} cannot log in: {}", user.name(), problem));
        remember(stored);
        return stored;
    }

    private void remember(StoredPassword stored) {
        costliest.accumulateAndGet(stored, (seen, now) -> now.cost() > seen.cost() ? now : seen);
    }
}
