package io.pymap.summary;

import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mime.ContentDisposition;
import io.pymap.mime.MimePart;
import io.pymap.mime.Octets;
import io.pymap.mime.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes BODY, or BODYSTRUCTURE with its extension data, RFC 3501 7.4.2, and the same of single parts. The parser bounds how
 * deep parts nest.
 */
public final class BodyStructureWriter {

    private BodyStructureWriter() {}

    /**
     * Writes what a body is that is told by itself. RFC 5524 3.2.
     *
     * @param encoding in which it is told
     * @param told its octets
     */
    public static void writePart(ResponseWriter out, MimePart part, String encoding, Octets told) {
        write(out, part, true, new Body(encoding, told.length(), () -> lines(told)));
    }

    /** Writes what a message is that is told by itself, with its header. */
    public static void writeMessage(ResponseWriter out, MimePart message, Octets told) {
        out.text("(\"message\" \"rfc822\" NIL NIL NIL \"BINARY\" ").number(told.length());
        EnvelopeWriter.write(out.space(), message.envelope());
        write(out.space(), message, true);
        out.space().number(lines(told)).text(" NIL NIL NIL NIL)");
    }

    /** Writes what a header is, or a part of one, that is told by itself. RFC 6522 4. */
    public static void writeHeader(ResponseWriter out, Octets told) {
        out.text("(\"text\" \"rfc822-headers\" NIL NIL NIL \"8BIT\" ").number(told.length());
        out.space().number(lines(told)).text(" NIL NIL NIL NIL)");
    }

    private static long lines(Octets octets) {
        long lines = 0;
        for (int i = octets.offset(); i < octets.end(); i++) {
            lines += octets.array()[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /**
     * How the body of a part is told.
     *
     * @param lines asked for only where they are told, as it takes a pass over the octets to count them
     */
    private record Body(String encoding, long size, LongSupplier lines) {
        static Body of(MimePart part) {
            return new Body(part.encoding(), part.bodyOctets().length(), part::bodyLines);
        }
    }

    static void write(ResponseWriter out, MimePart part, boolean extended) {
        write(out, part, extended, Body.of(part));
    }

    private static void write(ResponseWriter out, MimePart part, boolean extended, Body body) {
        out.octet('(');
        if (part.isMultipart()) {
            for (MimePart child : part.children()) {
                write(out, child, extended);
            }
            out.space().rawString(part.contentType().subtype());
            if (extended) {
                out.space();
                parameters(out, part.contentType().parameters());
            }
        } else {
            leaf(out, part, extended, body);
        }
        if (extended) {
            disposition(out.space(), part.disposition());
            languages(out.space(), part.languages());
            out.space().nstring(part.location());
        }
        out.octet(')');
    }

    private static void leaf(ResponseWriter out, MimePart part, boolean extended, Body body) {
        out.rawString(part.contentType().type());
        out.space().rawString(part.contentType().subtype()).space();
        parameters(out, part.contentType().parameters());
        out.space().nstring(part.contentId());
        out.space().nstring(part.description());
        out.space().rawString(body.encoding());
        out.space().number(body.size());
        Optional<MimePart> message = part.message();
        if (message.isPresent()) {
            EnvelopeWriter.write(out.space(), message.get().envelope());
            write(out.space(), message.get(), extended);
        }
        if (message.isPresent() || part.isText()) {
            out.space().number(body.lines().getAsLong());
        }
        if (extended) {
            out.space().nstring(part.md5());
        }
    }

    private static void parameters(ResponseWriter out, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            out.nil();
            return;
        }
        out.octet('(');
        String separator = "";
        for (Parameter parameter : parameters) {
            out.text(separator).rawString(parameter.name());
            out.space().rawString(parameter.value());
            separator = " ";
        }
        out.octet(')');
    }

    private static void disposition(ResponseWriter out, Optional<ContentDisposition> disposition) {
        if (disposition.isEmpty()) {
            out.nil();
            return;
        }
        out.octet('(').rawString(disposition.get().type()).space();
        parameters(out, disposition.get().parameters());
        out.octet(')');
    }

    private static void languages(ResponseWriter out, List<String> languages) {
        if (languages.size() <= 1) {
            out.nstring(languages.stream().findFirst());
            return;
        }
        out.octet('(');
        String separator = "";
        for (String language : languages) {
            out.text(separator).rawString(language);
            separator = " ";
        }
        out.octet(')');
    }
}
