package io.pymap.auth;

/** How a new password is kept. */
public enum SecretForm {
    /** {@code $pbkdf2-sha256$29000$...}, passlib's default: no library is needed, and SCRAM-SHA-256 works with it. */
    PBKDF2_SHA256,
    /** {@code $argon2id$...}, with the parameters of RFC 9106 4 for little memory. Needs Bouncy Castle. */
    ARGON2ID,
    /** <code>{PLAIN}...</code>: every mechanism works with it, CRAM-MD5 as well, and everybody who sees it can read it. */
    PLAIN
}
