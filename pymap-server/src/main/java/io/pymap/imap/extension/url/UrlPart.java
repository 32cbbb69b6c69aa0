package io.pymap.imap.extension.url;

import io.pymap.imap.command.fetch.BodySection.Kind;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.mailbox.Content;
import io.pymap.mime.MimePart;
import io.pymap.mime.Octets;
import io.pymap.summary.BodyStructureWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a URL names: a message, or a part of one that is there.
 *
 * @param section the octets of the section, from which the URL may want some
 */
record UrlPart(FetchedMessage message, ImapUrl url, Content section) {

    /** Encodings that leave octets as they are. RFC 2045 6.2. */
    private static final Set<String> IDENTITY = Set.of("7BIT", "8BIT", "BINARY");

    /** What is told of one that has been decoded. RFC 5524 3.2: an identity encoding; this one is so of any octets. */
    private static final String DECODED = "BINARY";

    /** The octets as they are in the message. */
    Content content() {
        return wanted(section);
    }

    /** The octets without their transfer encoding; absent where that is not known. Only bodies of parts have one. */
    Optional<Content> decoded() {
        return encoded().isEmpty()
                ? Optional.of(content())
                : encoded().get().decodedBody().map(UrlPart::content).map(this::wanted);
    }

    private Content wanted(Content octets) {
        return url.partial().map(part -> part.of(octets)).orElse(octets);
    }

    /**
     * Tells what kind of data the octets are, as they are told. RFC 5524 3.2.
     *
     * @param decoded whether they are told without their transfer encoding, where that is known
     */
    void writeStructure(ResponseWriter out, boolean decoded) {
        Optional<Content> plain = decoded ? decoded() : Optional.empty();
        Octets told = octets(plain.orElseGet(this::content));
        Optional<MimePart> body = body();
        if (body.isPresent()) {
            boolean undone = plain.isPresent() && encoded().isPresent();
            BodyStructureWriter.writePart(
                    out, body.get(), undone ? DECODED : body.get().encoding(), told);
        } else if (url.section().kind() == Kind.WHOLE) {
            BodyStructureWriter.writeMessage(out, message.mime(), told);
        } else {
            BodyStructureWriter.writeHeader(out, told);
        }
    }

    /** The part whose body the octets are; absent for a header, and for a message with its header. */
    private Optional<MimePart> body() {
        boolean ofMessage = url.section().path().numbers().isEmpty();
        Optional<MimePart> part = message.mime().part(url.section().path().numbers());
        return switch (url.section().kind()) {
            case WHOLE -> ofMessage ? Optional.empty() : part;
            case TEXT -> ofMessage ? part : part.flatMap(MimePart::message);
            default -> Optional.empty();
        };
    }

    /** The same, where its transfer encoding changes something. That of a multipart is none. RFC 2045 6.4. */
    private Optional<MimePart> encoded() {
        return body().filter(part ->
                !part.isMultipart() && !IDENTITY.contains(part.encoding().toUpperCase(Locale.ROOT)));
    }

    private static Content content(Octets octets) {
        return new Content.InMemory(octets.array(), octets.offset(), octets.length());
    }

    private static Octets octets(Content content) {
        Content.InMemory loaded = content.load();
        return new Octets(loaded.array(), loaded.offset(), loaded.length());
    }
}
