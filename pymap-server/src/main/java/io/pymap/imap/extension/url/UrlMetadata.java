package io.pymap.imap.extension.url;

import io.pymap.imap.syntax.ResponseWriter;

/** What URLFETCH may be asked for of what a URL names, and tells in parentheses then. RFC 5524 3. */
enum UrlMetadata {

    /** What kind of data it is, as it is told. */
    BODYPARTSTRUCTURE {
        @Override
        void writeTo(ResponseWriter out, UrlPart part, boolean decoded) {
            part.writeStructure(out, decoded);
        }
    },

    /** The octets without their transfer encoding; NIL where that is not known. */
    BINARY {
        @Override
        void writeTo(ResponseWriter out, UrlPart part, boolean decoded) {
            part.decoded().ifPresentOrElse(out::anyLiteral, out::nil);
        }
    },

    /** The octets as they are. */
    BODY {
        @Override
        void writeTo(ResponseWriter out, UrlPart part, boolean decoded) {
            out.literal(part.content());
        }
    };

    /** @param decoded whether {@link #BINARY} is asked for as well */
    abstract void writeTo(ResponseWriter out, UrlPart part, boolean decoded);
}
