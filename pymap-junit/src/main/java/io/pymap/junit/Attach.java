package io.pymap.junit;

/** When the transcript is printed, and attached to the test's report as {@code imap-transcript.txt}. */
public enum Attach {
    NEVER,
    /** When the test fails, also by a timeout. Printed to standard error. */
    ON_FAILURE,
    /** After every test. Printed to standard output. */
    ALWAYS
}
