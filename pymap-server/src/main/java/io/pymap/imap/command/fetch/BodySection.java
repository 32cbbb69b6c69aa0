package io.pymap.imap.command.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.mailbox.Content;
import io.pymap.mime.MimePart;
import io.pymap.mime.Octets;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * BODY[section], and RFC822 and its kin that are other names for the same. RFC 3501 6.4.5.
 *
 * @param rfc822 the name to answer with, in place of the section; empty for BODY
 */
public record BodySection(
        SectionPath path, Kind kind, List<String> fields, Optional<Partial> partial, boolean peek, String rfc822)
        implements FetchItem {

    static final FetchItem WHOLE_AS_RFC822 = named("RFC822", Kind.WHOLE, false);
    static final FetchItem HEADER_AS_RFC822 = named("RFC822.HEADER", Kind.HEADER, true);
    static final FetchItem TEXT_AS_RFC822 = named("RFC822.TEXT", Kind.TEXT, false);

    private static final int MAX_FIELDS = 1_000;

    /** What of the part is meant. */
    public enum Kind {
        WHOLE,
        HEADER,
        HEADER_FIELDS,
        HEADER_FIELDS_NOT,
        MIME,
        TEXT
    }

    private static BodySection named(String name, Kind kind, boolean peek) {
        return new BodySection(SectionPath.WHOLE, kind, List.of(), Optional.empty(), peek, name);
    }

    static BodySection parse(ArgumentReader in, boolean peek) {
        in.expect('[');
        SectionPath path = SectionPath.parse(in);
        Kind kind = Kind.WHOLE;
        List<String> fields = List.of();
        if (!in.next(']')) {
            if (!path.isWhole()) {
                in.expect('.');
            }
            kind = kind(in, path);
            if (kind == Kind.HEADER_FIELDS || kind == Kind.HEADER_FIELDS_NOT) {
                fields = fields(in.space());
            }
        }
        in.expect(']');
        return new BodySection(path, kind, fields, Partial.parse(in), peek, "");
    }

    /**
     * The section of that name, such as {@code 1.MIME}; without one the whole message.
     *
     * @throws SyntaxException where it is none
     */
    public static BodySection ofText(String section) {
        byte[] line = ("[" + section + "]").getBytes(UTF_8);
        ArgumentReader in = new ArgumentReader(new Frame.Command(List.of(line), List.of(), false), true);
        BodySection read = parse(in, true);
        in.end();
        return read;
    }

    private static Kind kind(ArgumentReader in, SectionPath path) {
        return switch (in.itemName()) {
            case "HEADER" -> Kind.HEADER;
            case "HEADER.FIELDS" -> Kind.HEADER_FIELDS;
            case "HEADER.FIELDS.NOT" -> Kind.HEADER_FIELDS_NOT;
            case "TEXT" -> Kind.TEXT;
            case "MIME" -> {
                if (path.isWhole()) { // RFC 3501 6.4.5: MIME must have a part number
                    throw in.expected("a part number before MIME");
                }
                yield Kind.MIME;
            }
            default -> throw in.expected("HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT, TEXT or MIME before this");
        };
    }

    private static List<String> fields(ArgumentReader in) {
        List<String> fields = new ArrayList<>();
        in.expect('(');
        do {
            if (fields.size() == MAX_FIELDS) {
                throw in.expected("at most " + MAX_FIELDS + " field names");
            }
            fields.add(in.astring());
        } while (in.skip(' '));
        in.expect(')');
        return fields;
    }

    @Override
    public void require(FetchedMessage message) {
        message.octets();
    }

    @Override
    public boolean setsSeen() {
        return !peek;
    }

    @Override
    public void writeTo(ResponseWriter out, FetchedMessage message) {
        if (rfc822.isEmpty()) {
            writeLabel(out);
        } else {
            out.text(rfc822);
        }
        Content content = content(message).orElse(Content.of(new byte[0]));
        partial.ifPresent(wanted -> wanted.writeOrigin(out));
        out.space().literal(partial.isPresent() ? partial.get().of(content) : content);
    }

    private void writeLabel(ResponseWriter out) {
        out.text("BODY[").text(path.toString());
        if (kind != Kind.WHOLE) {
            out.text(path.isWhole() ? "" : ".").text(kind.name().replace('_', '.'));
        }
        if (!fields.isEmpty()) {
            out.text(" (");
            String separator = "";
            for (String field : fields) {
                out.text(separator).astring(field);
                separator = " ";
            }
            out.octet(')');
        }
        out.octet(']');
    }

    /** The octets of the section; absent where the message has no such part. */
    public Optional<Content> content(FetchedMessage message) {
        if (path.isWhole() && kind == Kind.WHOLE) {
            return Optional.of(message.octets());
        }
        return octets(message.mime())
                .map(octets -> new Content.InMemory(octets.array(), octets.offset(), octets.length()));
    }

    private Optional<Octets> octets(MimePart message) {
        Optional<MimePart> part = message.part(path.numbers());
        if (kind == Kind.WHOLE) {
            return part.map(MimePart::bodyOctets);
        }
        if (kind == Kind.MIME) {
            return part.map(MimePart::headerOctets);
        }
        // HEADER and TEXT are those of a message: this one, or the one that the part holds.
        Optional<MimePart> of = path.isWhole() ? part : part.flatMap(MimePart::message);
        return switch (kind) {
            case TEXT -> of.map(MimePart::bodyOctets);
            case HEADER -> of.map(MimePart::headerOctets);
            default -> of.map(this::selectedFields);
        };
    }

    private Octets selectedFields(MimePart part) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(fields);
        ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        for (Octets field : part.header().fields(names, kind == Kind.HEADER_FIELDS_NOT)) {
            gathered.write(field.array(), field.offset(), field.length());
        }
        gathered.write('\r'); // RFC 3501 6.4.5: the delimiting blank line is part of every subset
        gathered.write('\n');
        return Octets.of(gathered.toByteArray());
    }
}
