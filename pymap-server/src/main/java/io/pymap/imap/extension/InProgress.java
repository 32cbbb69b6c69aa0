package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;

/** INPROGRESS: how far a command has come that takes long. The engine tells it where it finds this name. RFC 9585. */
public final class InProgress implements Extension {

    @Override
    public String name() {
        return "INPROGRESS";
    }

    @Override
    public String source() {
        return "RFC 9585";
    }

    @Override
    public String summary() {
        return "How far a command has come that takes long";
    }
}
