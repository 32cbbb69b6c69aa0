package io.pymap.auth;

import java.util.Set;

/** Clear text: <code>{PLAIN}</code>, <code>{CLEARTEXT}</code>, or no prefix at all. */
final class PlainScheme implements PasswordScheme {

    @Override
    public Set<String> prefixes() {
        return Set.of("", "{PLAIN}", "{CLEARTEXT}", "{CLEAR}");
    }

    @Override
    public StoredPassword parse(StoredSecret secret) {
        return PreparedText.of(secret.text())
                .map(StoredPassword::clear)
                .orElseThrow(() -> new UnusableSecretException(
                        "Expected a clear-text password of at least one character that SASLprep (RFC 4013) allows"));
    }
}
