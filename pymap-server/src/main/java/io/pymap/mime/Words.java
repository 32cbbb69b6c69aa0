package io.pymap.mime;

/** Text put together from words: white space between them becomes one space. Cut after 64 KiB. */
final class Words {

    private final StringBuilder text = new StringBuilder();
    private boolean spaced;

    /** White space came; it counts if a word follows. */
    void space() {
        spaced = text.length() > 0;
    }

    void add(char octet) {
        if (spaced) {
            append(' ');
            spaced = false;
        }
        append(octet);
    }

    /** Adds to a local part, where white space may stand beside a dot (RFC 5322 4.4) but does not count. */
    void addWord(char octet) {
        if (spaced && (octet == '.' || text.charAt(text.length() - 1) == '.')) {
            spaced = false;
        }
        add(octet);
    }

    /** Adds to a domain, of which white space is the end unless it stands beside a dot. */
    void addTight(char octet) {
        if (spaced && octet != '.' && text.charAt(text.length() - 1) != '.') {
            return;
        }
        spaced = false;
        append(octet);
    }

    private void append(char octet) {
        if (text.length() < MimeLimits.TEXT) {
            text.append(octet);
        }
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    String text() {
        return text.toString();
    }

    void clear() {
        text.setLength(0);
        spaced = false;
    }
}
