package io.pymap.imap.engine;

/**
 * What the server says first. RFC 9051 7.1.
 *
 * @param text printable ASCII
 * @param tellsCapabilities whether they stand in front of the text, so that clients need not ask
 */
public record Greeting(String text, boolean tellsCapabilities) {

    public Greeting {
        if (!text.matches("[ -~]+")) {
            throw new IllegalArgumentException("Expected a greeting in printable ASCII, got " + text);
        }
    }

    /** With the capabilities, as most servers have it. */
    public Greeting(String text) {
        this(text, true);
    }
}
