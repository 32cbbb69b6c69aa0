package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;

/** CHILDREN: LIST tells \\HasChildren and \\HasNoChildren where it finds this name. RFC 3348. */
public final class Children implements Extension {

    @Override
    public String name() {
        return "CHILDREN";
    }

    @Override
    public String source() {
        return "RFC 3348";
    }

    @Override
    public String summary() {
        return "LIST tells whether a mailbox has inferiors";
    }
}
