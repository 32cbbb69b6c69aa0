package io.pymap.mime;

/**
 * How much structure the parser follows before it serves the rest as one opaque part.
 *
 * @param depth levels of parts, the message itself being the first; a multipart or message on the last level is not
 *     opened but served as application/octet-stream
 * @param parts how many parts are told apart, the message itself being the first; one part more holds all the rest of
 *     the message, as application/octet-stream
 */
public record MimeLimits(int depth, int parts) {

    /** 100 levels, 10,000 parts. */
    public static final MimeLimits DEFAULT = new MimeLimits(100, 10_000);

    /** Parameters kept of one Content-Type or Content-Disposition field; further ones are dropped. */
    static final int PARAMETERS = 100;

    /** Octets kept of one header text or of one piece of an address; the rest is cut off. */
    static final int TEXT = 64 * 1024;

    public MimeLimits {
        if (depth < 1 || parts < 1) {
            throw new IllegalArgumentException("Expected limits of at least 1, got " + depth + " and " + parts);
        }
    }
}
