package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;

/** MULTIAPPEND: APPEND takes several messages where it finds this name. RFC 3502. */
public final class MultiAppend implements Extension {

    @Override
    public String name() {
        return "MULTIAPPEND";
    }

    @Override
    public String source() {
        return "RFC 3502";
    }

    @Override
    public String summary() {
        return "APPEND of several messages, all or none";
    }
}
