package io.pymap.summary;

import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mime.Address;
import io.pymap.mime.Envelope;
import java.util.List;

/** Writes an envelope. RFC 3501 7.4.2. Octets of the header go out as they are, not decoded. */
final class EnvelopeWriter {

    private EnvelopeWriter() {}

    static void write(ResponseWriter out, Envelope envelope) {
        out.octet('(').nstring(envelope.date());
        out.space().nstring(envelope.subject());
        addresses(out, envelope.from());
        addresses(out, envelope.sender());
        addresses(out, envelope.replyTo());
        addresses(out, envelope.to());
        addresses(out, envelope.cc());
        addresses(out, envelope.bcc());
        out.space().nstring(envelope.inReplyTo());
        out.space().nstring(envelope.messageId()).octet(')');
    }

    private static void addresses(ResponseWriter out, List<Address> addresses) {
        out.space();
        if (addresses.isEmpty()) {
            out.nil();
            return;
        }
        out.octet('(');
        for (Address address : addresses) {
            out.octet('(').nstring(address.name());
            out.space().nstring(address.route());
            out.space().nstring(address.mailbox());
            out.space().nstring(address.host()).octet(')');
        }
        out.octet(')');
    }
}
