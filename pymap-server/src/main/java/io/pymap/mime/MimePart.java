package io.pymap.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message, or a part of one: where its octets lie and what its header says.
 *
 * <p>Parsing reads the header of the message; its structure is found when it is first asked for, in one pass. Never
 * fails, whatever the octets are:
 *
 * <ul>
 *   <li>A delimiter line is two hyphens, the boundary, for the last one two hyphens more, then nothing but white space.
 *       The line end before it belongs to it, not to the part (RFC 2046 5.1.1), but never takes octets of a header.
 *   <li>The boundaries of all open multiparts count, the innermost first. One that never comes ends its multipart where
 *       the outer one goes on, or with the message.
 *   <li>A multipart in which no part begins has one empty text/plain part at its end.
 *   <li>A multipart without a boundary is an application/octet-stream leaf. So is a message/rfc822 in base64, which has
 *       no message to look into, and what goes over {@link MimeLimits}.
 * </ul>
 */
public final class MimePart {

    private final MimeHeader header;
    private final ContentType contentType;
    private final int bodyStart;
    private final int end;
    private final MimeLimits limits;
    // Null until asked for. Threads that race find the same answer, and it is safe to publish: all its fields are
    // final.
    private @Nullable Structure structure;

    /** What only a pass over the body can tell. */
    record Structure(List<MimePart> children, Optional<MimePart> message, long bodyLines) {}

    MimePart(MimeHeader header, ContentType contentType, int end, Structure structure) {
        this(header, contentType, end, MimeLimits.DEFAULT);
        this.structure = structure;
    }

    private MimePart(MimeHeader header, ContentType contentType, int end, MimeLimits limits) {
        this.header = header;
        this.contentType = contentType;
        this.bodyStart = header.end();
        this.end = end;
        this.limits = limits;
    }

    /** Reads the whole array as a message. */
    public static MimePart parse(byte[] octets) {
        return parse(octets, 0, octets.length);
    }

    /** Reads that range as a message. */
    public static MimePart parse(byte[] octets, int offset, int length) {
        return parse(octets, offset, length, MimeLimits.DEFAULT);
    }

    /** Reads that range as a message. */
    public static MimePart parse(byte[] octets, int offset, int length, MimeLimits limits) {
        MimeHeader header = MimeHeader.parse(octets, offset, length);
        boolean mayOpen = limits.depth() > 1;
        return new MimePart(header, servedType(header, ContentType.TEXT_PLAIN, mayOpen), offset + length, limits);
    }

    /**
     * The type as it is served: what cannot or may not be opened is opaque.
     *
     * @param mayOpen whether the limits let the part have parts
     */
    static ContentType servedType(MimeHeader header, ContentType absent, boolean mayOpen) {
        ContentType type = ContentType.of(header, absent);
        if (type.isMultipart()) {
            return mayOpen && boundary(type).length > 0 ? type : ContentType.OPAQUE;
        }
        if (type.isMessage()) {
            return mayOpen && !encoding(header).equalsIgnoreCase("base64") ? type : ContentType.OPAQUE;
        }
        return type;
    }

    /** The boundary without white space at its end, which no delimiter line could show; empty if there is none. */
    static byte[] boundary(ContentType type) {
        return type.parameter("boundary").orElse("").stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
    }

    public MimeHeader header() {
        return header;
    }

    /**
     * The type as BODYSTRUCTURE shows it. Without a field it is text/plain, or message/rfc822 in a multipart/digest
     * (RFC 2046 5.1.5).
     */
    public ContentType contentType() {
        return contentType;
    }

    /** The header with the empty line that ends it, if there is one: MIME, or HEADER of a message. */
    public Octets headerOctets() {
        return header.octets();
    }

    /** The body: the part by its number, or TEXT of a message. */
    public Octets bodyOctets() {
        return Octets.between(array(), bodyStart, end);
    }

    /** Header and body. */
    public Octets octets() {
        return Octets.between(array(), header.octets().offset(), end);
    }

    private byte[] array() {
        return header.octets().array();
    }

    /**
     * Lines of the body: how many line ends it has. A last line without one does not count, and the line end before a
     * delimiter line is not part of the body.
     */
    public long bodyLines() {
        return structure().bodyLines();
    }

    /** The parts of a multipart, at least one; none for anything else. */
    public List<MimePart> children() {
        return contentType.isMultipart() ? structure().children() : List.of();
    }

    /** The message that a message/rfc822 or message/global part holds. */
    public Optional<MimePart> message() {
        return contentType.isMessage() ? structure().message() : Optional.empty();
    }

    private Structure structure() {
        Structure known = structure;
        if (known == null) {
            known = StructureScanner.scan(header, contentType, end, limits);
            structure = known;
        }
        return known;
    }

    public boolean isMultipart() {
        return contentType.isMultipart();
    }

    /** True for message/rfc822 and message/global: those that have a {@link #message}. */
    public boolean isMessage() {
        return contentType.isMessage();
    }

    public boolean isText() {
        return contentType.isText();
    }

    /** The Content-Transfer-Encoding as written, without comments; {@code 7BIT} without such a field (RFC 2045 6.1). */
    public String encoding() {
        return encoding(header);
    }

    private static String encoding(MimeHeader header) {
        String value = header.text("Content-Transfer-Encoding")
                .map(StructuredText::withoutComments)
                .orElse("");
        int end = 0;
        while (end < value.length() && !Ascii.isSpace(value.charAt(end)) && value.charAt(end) != ';') {
            end++;
        }
        return end == 0 ? "7BIT" : value.substring(0, end);
    }

    public Optional<ContentDisposition> disposition() {
        return ContentDisposition.of(header);
    }

    /** Content-ID with its angle brackets; absent if there is none or it is empty, as the four that follow. */
    public Optional<String> contentId() {
        return header.text("Content-ID");
    }

    /** Content-Description, encoded words not decoded. */
    public Optional<String> description() {
        return header.text("Content-Description");
    }

    /** Content-Location (RFC 2557). */
    public Optional<String> location() {
        return header.text("Content-Location");
    }

    /** Content-MD5 (RFC 1864), not checked. */
    public Optional<String> md5() {
        return header.text("Content-MD5");
    }

    /** Tags of Content-Language (RFC 3282), in their order, comments off; empty without such a field. */
    public List<String> languages() {
        return header.text("Content-Language").map(MimePart::tags).orElse(List.of());
    }

    private static List<String> tags(String value) {
        return Arrays.stream(StructuredText.withoutComments(value).split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    /**
     * The part with that number in this message (RFC 3501 6.4.5). The empty path is this message. Part 1 of a message
     * that is not a multipart is its body: the message itself is the answer, its body octets are the part.
     */
    public Optional<MimePart> part(List<Integer> path) {
        MimePart found = this;
        boolean isMessage = true;
        for (int number : path) {
            if (!isMessage && !found.isMultipart()) {
                if (!found.isMessage()) {
                    return Optional.empty();
                }
                found = found.message().orElseThrow();
            }
            if (found.isMultipart()) {
                List<MimePart> children = found.children();
                if (number < 1 || number > children.size()) {
                    return Optional.empty();
                }
                found = children.get(number - 1);
            } else if (number != 1) {
                return Optional.empty();
            }
            isMessage = false;
        }
        return Optional.of(found);
    }

    /** The envelope in this header, for messages. */
    public Envelope envelope() {
        return Envelope.of(header);
    }

    /** The body with its transfer encoding undone; absent if the encoding is unknown (RFC 3516 4.3). */
    public Optional<Octets> decodedBody() {
        return TransferDecoder.decode(encoding(), bodyOctets());
    }

    /**
     * The text of a text part, for search; absent for other parts. An unknown transfer encoding is taken for none, an
     * unknown charset for ISO-8859-1. Without a charset, or if it is US-ASCII, octets above 127 are UTF-8 if they can
     * be, otherwise ISO-8859-1.
     */
    public Optional<String> decodedText() {
        if (!isText()) {
            return Optional.empty();
        }
        Octets octets = decodedBody().orElseGet(this::bodyOctets);
        String name = contentType.parameter("charset").orElse("us-ascii");
        return Optional.of(Charsets.find(name)
                .map(charset ->
                        charset.equals(StandardCharsets.US_ASCII) ? Charsets.undeclared(octets) : octets.text(charset))
                .orElseGet(() -> octets.text(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public String toString() {
        return contentType.type() + "/" + contentType.subtype() + " of " + octets().length() + " octets";
    }
}
