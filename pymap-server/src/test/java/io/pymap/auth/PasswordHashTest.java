package io.pymap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final String PASSWORD = "correct horse";

    private final PasswordHash passwords = new PasswordHash();

    static Stream<Arguments> vectors() throws IOException {
        try (InputStream in = PasswordHashTest.class.getResourceAsStream("password-vectors.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split("\t")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void knowsTheRightPassword(String form, String secret) {
        assertThat(passwords.problem(secret)).isEmpty();
        assertThat(passwords.verify(PASSWORD, secret)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void refusesTheWrongPassword(String form, String secret) {
        assertThat(passwords.verify("Correct horse", secret)).isFalse();
        assertThat(passwords.verify(" correct horse", secret)).isFalse();
        assertThat(passwords.verify("", secret)).isFalse();
        assertThat(passwords.verify(secret.equals(PASSWORD) ? "other" : secret, secret))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void neverMatchesADamagedSecret(String form, String secret) {
        // A cut may leave $scram$ with fewer digests, which is a good secret; "scram sha-1 only" covers the others.
        boolean mayLoseItsEnd = form.equals("scram");
        for (int cut = secret.startsWith("{") ? secret.indexOf('}') + 1 : 0;
                !mayLoseItsEnd && cut < lengthWithoutPadding(secret);
                cut++) {
            assertThat(passwords.verify(PASSWORD, secret.substring(0, cut)))
                    .as("cut at %d", cut)
                    .isFalse();
        }
        int last = secret.length() - 1;
        // Not the last letter: in base64 it may have bits that say nothing.
        int changed = secret.endsWith("=") ? secret.indexOf('=') - 2 : last - 1;
        String other = secret.substring(0, changed)
                + (secret.charAt(changed) == '1' ? '2' : '1')
                + secret.substring(changed + 1);
        assertThat(passwords.verify(PASSWORD, other)).as(other).isFalse();
    }

    private static int lengthWithoutPadding(String secret) {
        return secret.replaceAll("=+$", "").length();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void survivesAnyOneCharacterThatIsWrong(String form, String secret) {
        long seed = 20260101;
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            StringBuilder damaged = new StringBuilder(secret);
            damaged.setCharAt(random.nextInt(secret.length()), "$,={}.\0é/9z".charAt(random.nextInt(11)));
            // True only where the change says nothing: no exception is what counts.
            StoredPassword stored = passwords.parse(damaged.toString());
            assertThat(stored.cost()).as("seed %d: %s", seed, damaged).isNotNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cretp4ssword",
                "!@#$%^:*",
                "sallypass",
                "$ecret",
                "$$",
                "$",
                "{",
                "{}",
                "{a b}c",
                "}{",
                "*",
                "!",
                "a{SHA}b",
                "WEGbRVjunah.6",
                "with space",
                "pässwörd",
                "密码",
                "🔑",
                "$a-b",
                "{SHA.base32}abc"
            })
    void takesTextThatIsNoKnownFormAsClearText(String password) {
        assertThat(passwords.verify(password, password)).isTrue();
        assertThat(passwords.clearText(password)).contains(password);
        assertThat(passwords.verify(password + "x", password)).isFalse();
        assertThat(passwords.verify(password.toUpperCase(Locale.ROOT) + "X", password))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7",
                "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D",
                "$unknown$abc",
                "{UNKNOWN}abc",
                "{NTLM}abc",
                "{CRYPT}$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7",
                "{MD5-CRYPT}$6$abc"
            })
    void refusesUnknownFormsAndSaysSo(String secret) {
        assertThat(passwords.verify(secret, secret)).isFalse();
        assertThat(passwords.problem(secret))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .containsAnyOf("Unknown form of stored password", "Expected one of")
                        .doesNotContain("j9T"));
        assertThat(passwords.clearText(secret)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$pbkdf2-sha256$999999999$c2FsdA$FQ5RmAfy3pPKIUww4yYLOnxlnR8Vxpidsdatl.MVVJ4 | PBKDF2 rounds from 1 to",
                "$pbkdf2-sha256$99999999999999999999$c2FsdA$FQ5RmAfy3pPKIUww4yYLOnxlnR8Vxpidsdatl.MVVJ4 | PBKDF2 rounds",
                "$pbkdf2-sha256$0$c2FsdA$FQ5RmAfy3pPKIUww4yYLOnxlnR8Vxpidsdatl.MVVJ4 | PBKDF2 rounds from 1",
                "$pbkdf2-sha256$100$$FQ5RmAfy3pPKIUww4yYLOnxlnR8Vxpidsdatl.MVVJ4 | rounds$salt$hash",
                "$argon2id$v=19$m=4194304,t=2,p=2$aa0VghBibG0NwTgHIMQYgw$w9OtjCye9Lq61SMMjFSptw | Argon2 kibibytes",
                "$argon2id$v=19$m=8,t=2,p=2$aa0VghBibG0NwTgHIMQYgw$w9OtjCye9Lq61SMMjFSptw | from 16 to",
                "$2b$31$pqrpjcecztOSC5/ZhimQAu9wPheV6/M/vMbGkuaS9ZocpA7XcCMJS | bcrypt cost",
                "$2b$03$pqrpjcecztOSC5/ZhimQAu9wPheV6/M/vMbGkuaS9ZocpA7XcCMJS | bcrypt cost",
                "$scrypt$ln=31,r=8,p=1$UEopxdjbW6vVOkdIKaX0Xg$pdhyyPQXNOJzc7CZGaW2moyPmgrfnWnVmzh0Fse1GIM | scrypt ln",
                "$scrypt$ln=22,r=8,p=1$UEopxdjbW6vVOkdIKaX0Xg$pdhyyPQXNOJzc7CZGaW2moyPmgrfnWnVmzh0Fse1GIM | 1 GiB",
                "$6$rounds=999999999$FsiJ2rgk$zjr8wI8zoUYJC7yGPkWWNnmTPUliYaE4lk/akiJNYuNt9p056AveL/QTtcnk9qEnj/Xf11TocJ8O7YMuhfX4J1 | crypt(3)",
                "$P$zoNPz6vigr3WpERGtw1BlVA7JjAUu9/ | phpass cost",
                "$scram$100$YEwp5ZzTmpPyHsPY$md5=AAAA | sha-1, sha-256 or sha-512",
                "$scram$100$YEwp5ZzTmpPyHsPY$sha-1=AAAA | 20 octets",
                "{SHA}AAAA | 20 octets",
                "{SSHA}L55TUjtiq8FBorTWAZ0jy6g129A= | and a salt",
                "{SHA}not base64! | base64",
                "{SHA.hex}xyz | hexadecimal",
                "{PLAIN} | SASLprep",
                "{PBKDF2}100$abc | {PBKDF2}$1$"
            })
    void saysWhatIsWrongWithASecret(String secret, String problem) {
        assertThat(passwords.problem(secret))
                .hasValueSatisfying(text -> assertThat(text).contains(problem));
        assertThat(passwords.verify(PASSWORD, secret)).isFalse();
    }

    @Test
    void neverMatchesAMissingSecret() {
        assertThat(passwords.verify("", "")).isFalse();
        assertThat(passwords.verify(PASSWORD, "")).isFalse();
        assertThat(passwords.problem("")).isPresent();
    }

    @Test
    void comparesPasswordsThatLookTheSame() {
        // RFC 4013 3: soft hyphen goes, compatibility forms become usual ones, no-break space becomes a space.
        assertThat(passwords.verify("I\u00ADX", "IX")).isTrue();
        assertThat(passwords.verify("\u2168", "IX")).isTrue();
        assertThat(passwords.verify("e\u0301", "\u00E9")).isTrue();
        assertThat(passwords.verify("correct\u00A0horse", PASSWORD)).isTrue();
        assertThat(passwords.verify("USER", "user")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "a\0b", "\u06271", "\uD800", "\u00AD", "a\tb", "a\uFFFDb"})
    void neverMatchesTextThatSaslprepRefuses(String password) {
        assertThat(passwords.verify(password, password)).isFalse();
        assertThat(passwords.clearText(password)).isEmpty();
        assertThatThrownBy(() -> passwords.hash(password, new Random(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashesAsPasslibDoes() {
        String secret = passwords.hash(PASSWORD, new Random(1));

        assertThat(secret).matches("\\$pbkdf2-sha256\\$29000\\$[A-Za-z0-9./]{22}\\$[A-Za-z0-9./]{43}");
        assertThat(passwords.verify(PASSWORD, secret)).isTrue();
        assertThat(passwords.verify("other", secret)).isFalse();
        assertThat(passwords.hash(PASSWORD, new Random(2))).isNotEqualTo(secret);
        assertThat(passwords.hash(PASSWORD, new Random(1))).isEqualTo(secret);
    }

    @Test
    void keepsNewPasswordsInEachForm() {
        String argon2 = passwords.secret(PASSWORD, SecretForm.ARGON2ID, new Random(1));
        String plain = passwords.secret("{SHA}x", SecretForm.PLAIN, new Random(1));

        assertThat(argon2).matches("\\$argon2id\\$v=19\\$m=65536,t=3,p=4\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(passwords.verify(PASSWORD, argon2)).isTrue();
        assertThat(passwords.verify("other", argon2)).isFalse();
        assertThat(plain).isEqualTo("{PLAIN}{SHA}x");
        assertThat(passwords.verify("{SHA}x", plain)).isTrue();
    }

    @Test
    void cutsBcryptAfter72Octets() {
        String long72 = "0123456789".repeat(7) + "ab";
        String secret = "$2b$04$2M/XvmQR1olenlLc0QwTreJ1sEqRoUM1KAUFF8Iv8yXI58Oo0BmWK";
        assertThat(passwords.verify(long72, secret)).isTrue();
        assertThat(passwords.verify(long72 + "more", secret)).isTrue();
        assertThat(passwords.verify(long72.substring(1), secret)).isFalse();
    }
}
