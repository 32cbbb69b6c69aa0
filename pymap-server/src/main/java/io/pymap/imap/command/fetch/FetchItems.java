package io.pymap.imap.command.fetch;

import io.pymap.imap.syntax.ImapDate;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.summary.Derived;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The FETCH items of the base protocol. RFC 3501 6.4.5, 7.4.2. */
public final class FetchItems {

    static final FetchItem UID =
            new Plain("UID", (out, message) -> out.number(message.message().uid()));
    static final FetchItem FLAGS = new Plain("FLAGS", (out, message) -> out.flags(message.flags()));
    static final FetchItem INTERNAL_DATE = new Plain(
            "INTERNALDATE",
            (out, message) -> out.octet('"')
                    .text(ImapDate.format(message.message().internalDate()))
                    .octet('"'));
    static final FetchItem SIZE = new Plain(
            "RFC822.SIZE", (out, message) -> out.number(message.message().size()));
    static final FetchItem ENVELOPE = new Plain(
            "ENVELOPE",
            (out, message) -> out.octets(message.derived(out.utf8() ? Derived.ENVELOPE_UTF8 : Derived.ENVELOPE)));
    static final FetchItem BODY = new Plain(
            "BODY", (out, message) -> out.octets(message.derived(out.utf8() ? Derived.BODY_UTF8 : Derived.BODY)));
    private static final FetchItem BODY_STRUCTURE = new Plain(
            "BODYSTRUCTURE",
            (out, message) ->
                    out.octets(message.derived(out.utf8() ? Derived.BODY_STRUCTURE_UTF8 : Derived.BODY_STRUCTURE)));

    public static final Map<String, FetchItem.Parser> ALL = all();

    /** Gone in IMAP4rev2. */
    public static final Map<String, FetchItem.Parser> REV1 = Map.of(
            "RFC822", in -> BodySection.WHOLE_AS_RFC822,
            "RFC822.HEADER", in -> BodySection.HEADER_AS_RFC822,
            "RFC822.TEXT", in -> BodySection.TEXT_AS_RFC822);

    private FetchItems() {}

    private static Map<String, FetchItem.Parser> all() {
        Map<String, FetchItem.Parser> all = new HashMap<>();
        for (FetchItem item : new FetchItem[] {UID, FLAGS, INTERNAL_DATE, SIZE, ENVELOPE, BODY_STRUCTURE}) {
            all.put(((Plain) item).name(), in -> item);
        }
        all.put("BODY", in -> in.next('[') ? BodySection.parse(in, false) : BODY);
        all.put("BODY.PEEK", in -> BodySection.parse(in, true));
        return Map.copyOf(all);
    }

    /** An item without arguments, equal to any other of its name. */
    private record Plain(String name, BiConsumer<ResponseWriter, FetchedMessage> value) implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            value.accept(out.text(name).space(), message);
        }
    }
}
