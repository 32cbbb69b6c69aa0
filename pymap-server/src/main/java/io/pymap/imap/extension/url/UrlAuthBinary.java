package io.pymap.imap.extension.url;

import io.pymap.imap.vocabulary.Extension;
import java.util.Set;

/**
 * URLAUTH=BINARY: URLFETCH of decoded parts, and of what they are. RFC 5524, whose whole text was not at hand: written from
 * its parameters, metadata, grammar and examples as others quote them, and from RFC 5259 8.2 for BODYPARTSTRUCTURE.
 *
 * <p>{@link UrlFetch} reads it where it finds this name.
 */
public final class UrlAuthBinary implements Extension {

    static final String NAME = "URLAUTH=BINARY";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 5524";
    }

    @Override
    public String summary() {
        return "URLFETCH of decoded parts, and of what they are";
    }

    @Override
    public Set<String> needs() {
        return Set.of(UrlAuth.NAME);
    }

    @Override
    public boolean byDefault() {
        return false;
    }
}
