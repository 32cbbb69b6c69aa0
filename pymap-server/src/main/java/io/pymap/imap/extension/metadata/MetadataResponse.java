package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.MailboxName;
import java.util.Map;
import java.util.Optional;

/**
 * Entries with their values; NIL where there is none. RFC 5464 4.4.1.
 *
 * @param mailbox empty for the server
 */
record MetadataResponse(Optional<MailboxName> mailbox, Map<String, Optional<byte[]>> values) implements Untagged {

    @Override
    public void writeTo(ResponseWriter out) {
        begin(out, mailbox).octet('(');
        String separator = "";
        for (Map.Entry<String, Optional<byte[]>> value : values.entrySet()) {
            out.text(separator).astring(value.getKey()).space();
            if (value.getValue().isEmpty()) {
                out.nil();
            } else {
                write(out, value.getValue().get());
            }
            separator = " ";
        }
        out.octet(')');
    }

    static ResponseWriter begin(ResponseWriter out, Optional<MailboxName> mailbox) {
        out.text("METADATA ");
        return (mailbox.isPresent() ? out.mailbox(mailbox.get()) : out.text("\"\"")).space();
    }

    private static void write(ResponseWriter out, byte[] value) {
        for (byte octet : value) {
            if (octet == 0) {
                out.literal8(Content.of(value));
                return;
            }
        }
        out.string(value);
    }
}
