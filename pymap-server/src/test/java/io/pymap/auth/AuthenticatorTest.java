package io.pymap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pymap.mailbox.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorTest {

    /** Stands for a key derivation: counts how often it is done. The secret is {@code $slow$password}. */
    private static final class CountedScheme implements PasswordScheme {

        private final AtomicInteger derivations = new AtomicInteger();

        @Override
        public Set<String> prefixes() {
            return Set.of("$slow$", "$slower$");
        }

        @Override
        public StoredPassword parse(StoredSecret secret) {
            String expected = secret.body().substring(secret.prefix().length());
            return StoredPassword.hashed(secret.prefix().length() * 1_000_000L, given -> {
                derivations.addAndGet(secret.prefix().equals("$slow$") ? 1 : 10);
                return given.equals(expected);
            });
        }

        private int derivations() {
            return derivations.getAndSet(0);
        }
    }

    private final CountedScheme slow = new CountedScheme();
    private final MemoryUsers users = new MemoryUsers()
            .with("ann", "ann's password")
            .with("bob", "$slow$bob's password")
            .with("eve", "$unknown$form")
            .with("root", "root's password", User.ADMIN);
    private final Authenticator authenticator =
            new Authenticator(users, new PasswordHash(List.of(new PlainScheme(), slow)));

    @Test
    void logsInWithTheRightPassword() {
        Identity identity = authenticator.login("ann", "ann's password");

        assertThat(identity.user().name()).isEqualTo("ann");
        assertThat(identity.authenticatedAs()).isEqualTo(identity.user());
    }

    @Test
    void findsUsersByThePreparedName() {
        users.with("jos\u00E9", "secret");

        assertThat(authenticator.login("jose\u0301", "secret").user().name()).isEqualTo("jos\u00E9");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "ann|wrong",
                "ann|''",
                "nobody|ann's password",
                "''|''",
                "a\0nn|ann's password",
                "eve|$unknown$form",
                "bob|$slow$bob's password",
                "ann|ann's\0password"
            },
            delimiter = '|')
    void saysTheSameWhateverIsWrong(String name, String password) {
        AuthenticationException thrown =
                catchThrowableOfType(AuthenticationException.class, () -> authenticator.login(name, password));

        assertThat(thrown.kind()).isEqualTo(AuthenticationException.Kind.WRONG_CREDENTIALS);
        assertThat(thrown).hasMessage("Wrong user name or password.");
        assertThat(thrown.getStackTrace()).isEmpty();
    }

    @Test
    void staysFastWhereAllSecretsAreClearText() {
        users.remove("bob");

        refuse("nobody", "x");
        refuse("ann", "x");

        assertThat(slow.derivations()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bob, wrong",
        "nobody, wrong",
        "ann, wrong",
        "eve, wrong",
        "nobody, ''",
        "bob, ''",
        "ann, ''",
        "'', ''",
        "bob, a\u0007b",
        "nobody, a\u0007b",
        "bell\u0007, wrong"
    })
    void derivesOneKeyForEveryRefusalOnceAHashWasSeen(String name, String password) {
        authenticator.login("bob", "bob's password");
        assertThat(slow.derivations()).isEqualTo(1);

        refuse(name, password);

        assertThat(slow.derivations()).isEqualTo(1);
    }

    @Test
    void takesTheMostCostlySecretAsMeasure() {
        refuse("nobody", "wrong");
        assertThat(slow.derivations()).isEqualTo(1);
        users.with("zoe", "$slower$zoe's password");
        refuse("zoe", "wrong");
        assertThat(slow.derivations()).isEqualTo(10);

        refuse("nobody", "wrong");
        assertThat(slow.derivations()).isEqualTo(10);
        refuse("bob", "wrong");
        assertThat(slow.derivations()).isEqualTo(11);
        authenticator.login("bob", "bob's password");
        assertThat(slow.derivations()).isEqualTo(1);
    }

    @Test
    void knowsTheCostBeforeTheFirstKnownUserComes() {
        refuse("nobody", "wrong");

        assertThat(slow.derivations()).isEqualTo(1);
    }

    @Test
    void neverLetsInByThePasswordOfTheMostCostlySecret() {
        authenticator.login("bob", "bob's password");

        refuse("nobody", "bob's password");
        refuse("ann", "bob's password");
    }

    @Test
    void letsEveryoneActAsThemselves() {
        User ann = authenticator.user("ann").orElseThrow();

        assertThat(authenticator.authorize(ann, "")).isEqualTo(new Identity(ann));
        assertThat(authenticator.authorize(ann, "ann")).isEqualTo(new Identity(ann));
    }

    @Test
    void letsAdministratorsActAsOthers() {
        User root = authenticator.user("root").orElseThrow();

        Identity identity = authenticator.authorize(root, "ann");

        assertThat(identity.user().name()).isEqualTo("ann");
        assertThat(identity.authenticatedAs()).isEqualTo(root);
    }

    @ParameterizedTest
    @CsvSource({"ann, bob", "ann, nobody", "ann, root", "root, nobody", "root, a\u0007", "ann, \u00AD"})
    void refusesToActAsOthers(String name, String target) {
        User user = authenticator.user(name).orElseThrow();

        assertThatThrownBy(() -> authenticator.authorize(user, target))
                .isInstanceOfSatisfying(
                        AuthenticationException.class,
                        thrown -> assertThat(thrown.kind()).isEqualTo(AuthenticationException.Kind.NOT_AUTHORIZED))
                .hasMessage("Not authorized to act as that user.");
    }

    @Test
    void knowsTheClearTextOnlyWhereItIsStored() {
        PasswordHash passwords = new PasswordHash();
        Authenticator all = new Authenticator(users, passwords);

        assertThat(all.clearText(new User("a", "secret"))).contains("secret");
        assertThat(all.clearText(new User("a", "{PLAIN}secret"))).contains("secret");
        assertThat(all.clearText(new User("a", "{CLEARTEXT}{SHA}x"))).contains("{SHA}x");
        assertThat(all.clearText(new User("a", "{SHA}L55TUjtiq8FBorTWAZ0jy6g129A=")))
                .isEmpty();
        assertThat(all.clearText(new User("a", ""))).isEqualTo(Optional.empty());
    }

    private void refuse(String name, String password) {
        assertThatThrownBy(() -> authenticator.login(name, password)).isInstanceOf(AuthenticationException.class);
    }
}
