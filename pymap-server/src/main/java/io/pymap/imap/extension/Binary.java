package io.pymap.imap.extension;

import io.pymap.imap.command.fetch.Partial;
import io.pymap.imap.command.fetch.SectionPath;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.mailbox.Content;
import io.pymap.mime.MimePart;
import io.pymap.mime.Octets;
import io.pymap.mime.TransferDecoder;
import java.util.Map;
import java.util.Optional;

/** BINARY: FETCH of decoded parts, and literal8 in APPEND. RFC 3516. */
public final class Binary implements Extension {

    @Override
    public String name() {
        return "BINARY";
    }

    @Override
    public String source() {
        return "RFC 3516";
    }

    @Override
    public String summary() {
        return "Parts without their transfer encoding; literals with NUL";
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return Map.of(
                "BINARY", in -> parse(in, false),
                "BINARY.PEEK", in -> parse(in, true),
                "BINARY.SIZE", in -> new Size(section(in)));
    }

    private static FetchItem parse(ArgumentReader in, boolean peek) {
        SectionPath path = section(in);
        return new Part(path, Partial.parse(in), peek);
    }

    private static SectionPath section(ArgumentReader in) {
        SectionPath path = SectionPath.parse(in.expect('['));
        in.expect(']');
        return path;
    }

    /** The decoded part; the whole message where no part is named. RFC 3516 4.2. */
    private static Content decoded(FetchedMessage message, SectionPath path) {
        if (path.numbers().isEmpty()) {
            return message.octets();
        }
        Optional<MimePart> part = message.mime().part(path.numbers());
        if (part.isEmpty()) {
            return Content.of(new byte[0]);
        }
        Octets octets = part.get().decodedBody().orElseThrow(Binary::unknownEncoding);
        return new Content.InMemory(octets.array(), octets.offset(), octets.length());
    }

    private static void requireKnownEncoding(FetchedMessage message, SectionPath path) {
        message.octets();
        Octets nothing = Octets.of(new byte[0]);
        boolean known = path.numbers().isEmpty()
                || message.mime()
                        .part(path.numbers())
                        .map(part ->
                                TransferDecoder.decode(part.encoding(), nothing).isPresent())
                        .orElse(true);
        if (!known) {
            throw unknownEncoding();
        }
    }

    private static Refusal unknownEncoding() {
        return new Refusal(ResponseCode.UNKNOWN_CTE, "The part's encoding is not known.");
    }

    private record Part(SectionPath path, Optional<Partial> partial, boolean peek) implements FetchItem {
        @Override
        public void require(FetchedMessage message) {
            requireKnownEncoding(message, path);
        }

        @Override
        public boolean setsSeen() {
            return !peek;
        }

        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            Content content = decoded(message, path);
            out.text("BINARY[").text(path.toString()).octet(']');
            partial.ifPresent(wanted -> wanted.writeOrigin(out));
            Content told = partial.isPresent() ? partial.get().of(content) : content;
            out.space().anyLiteral(told);
        }
    }

    private record Size(SectionPath path) implements FetchItem {
        @Override
        public void require(FetchedMessage message) {
            requireKnownEncoding(message, path);
        }

        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text("BINARY.SIZE[").text(path.toString()).text("] ");
            out.number(decoded(message, path).size());
        }
    }
}
