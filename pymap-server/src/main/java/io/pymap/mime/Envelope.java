package io.pymap.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What ENVELOPE tells of a header (RFC 3501 7.4.2). Texts are unfolded but not decoded, one char for each octet
 * (ISO-8859-1), each cut after 64 KiB.
 *
 * <p>A text is absent (NIL) without its field and empty if the field is. If a text field comes twice the first counts;
 * address fields that come twice are joined (RFC 5322 4.5.3). Sender and Reply-To are From when they name nobody.
 */
public record Envelope(
        Optional<String> date,
        Optional<String> subject,
        List<Address> from,
        List<Address> sender,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        Optional<String> inReplyTo,
        Optional<String> messageId) {

    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    /** The envelope in that header. */
    public static Envelope of(MimeHeader header) {
        List<Address> from = addresses(header, "From");
        List<Address> sender = addresses(header, "Sender");
        List<Address> replyTo = addresses(header, "Reply-To");
        return new Envelope(
                text(header, "Date"),
                text(header, "Subject"),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                addresses(header, "To"),
                addresses(header, "Cc"),
                addresses(header, "Bcc"),
                text(header, "In-Reply-To"),
                text(header, "Message-ID"));
    }

    private static Optional<String> text(MimeHeader header, String name) {
        return header.first(name).map(Field::text);
    }

    private static List<Address> addresses(MimeHeader header, String name) {
        List<Address> found = new ArrayList<>();
        header.values(name).forEach(value -> AddressParser.parse(value, found));
        return found;
    }
}
