package io.pymap.imap.extension.url;

import io.pymap.imap.vocabulary.Extension;

/** URL-PARTIAL: a range of octets in a URL, {@code /;PARTIAL=0.1024}, where URLs are read. RFC 5550. */
public final class UrlPartial implements Extension {

    static final String NAME = "URL-PARTIAL";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 5550";
    }

    @Override
    public String summary() {
        return "URLs of some octets of a message";
    }
}
