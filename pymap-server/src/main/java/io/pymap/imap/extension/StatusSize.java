package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.StatusItem;
import java.util.Map;

/** STATUS=SIZE: all messages of a mailbox together, as RFC822.SIZE counts them. RFC 8438. */
public final class StatusSize implements Extension {

    @Override
    public String name() {
        return "STATUS=SIZE";
    }

    @Override
    public String source() {
        return "RFC 8438";
    }

    @Override
    public String summary() {
        return "STATUS tells how many octets a mailbox has";
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of("SIZE", (mailbox, counts, session) -> Long.toString(counts.size()));
    }
}
