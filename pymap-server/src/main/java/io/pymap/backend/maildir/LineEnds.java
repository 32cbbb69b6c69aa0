package io.pymap.backend.maildir;

/** Line ends of messages: CRLF in IMAP, often LF alone on disk. */
final class LineEnds {

    private LineEnds() {}

    /** How many octets it has with CRLF for each bare LF. */
    static long sizeWithCrLf(byte[] octets) {
        long size = octets.length;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
                size++;
            }
        }
        return size;
    }

    /** The same octets with CRLF for each bare LF; the very array where there is none. */
    static byte[] toCrLf(byte[] octets) {
        long size = sizeWithCrLf(octets);
        if (size == octets.length) {
            return octets;
        }
        byte[] out = new byte[Math.toIntExact(size)];
        int at = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
                out[at++] = '\r';
            }
            out[at++] = octets[i];
        }
        return out;
    }
}
