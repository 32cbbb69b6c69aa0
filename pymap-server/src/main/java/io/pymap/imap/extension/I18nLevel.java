package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;

/** I18NLEVEL=1: SEARCH compares by i;unicode-casemap, as it does anyway; told to clients by this. RFC 5255 4.3. */
public final class I18nLevel implements Extension {

    @Override
    public String name() {
        return "I18NLEVEL=1";
    }

    @Override
    public String source() {
        return "RFC 5255";
    }

    @Override
    public String summary() {
        return "Searching finds letters of any script in any case, composed or not";
    }
}
