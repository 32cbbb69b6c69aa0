package io.pymap.summary;

import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mime.ContentDisposition;
import io.pymap.mime.MimePart;
import io.pymap.mime.Parameter;
import java.util.List;
import java.util.Optional;

/** Writes BODY, or BODYSTRUCTURE with its extension data. RFC 3501 7.4.2. The parser bounds how deep parts nest. */
final class BodyStructureWriter {

    private BodyStructureWriter() {}

    static void write(ResponseWriter out, MimePart part, boolean extended) {
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
            leaf(out, part, extended);
        }
        if (extended) {
            disposition(out.space(), part.disposition());
            languages(out.space(), part.languages());
            out.space().nstring(part.location());
        }
        out.octet(')');
    }

    private static void leaf(ResponseWriter out, MimePart part, boolean extended) {
        out.rawString(part.contentType().type());
        out.space().rawString(part.contentType().subtype()).space();
        parameters(out, part.contentType().parameters());
        out.space().nstring(part.contentId());
        out.space().nstring(part.description());
        out.space().rawString(part.encoding());
        out.space().number(part.bodyOctets().length());
        Optional<MimePart> message = part.message();
        if (message.isPresent()) {
            EnvelopeWriter.write(out.space(), message.get().envelope());
            write(out.space(), message.get(), extended);
        }
        if (message.isPresent() || part.isText()) {
            out.space().number(part.bodyLines());
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
