package io.pymap.imap.extension;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.summary.Derived;
import java.util.Map;
import java.util.Optional;

/** PREVIEW: the beginning of a message as people read it; LAZY for what is at hand only. RFC 8970. */
public final class PreviewText implements Extension {

    private static final String LAZY = "LAZY";

    @Override
    public String name() {
        return "PREVIEW";
    }

    @Override
    public String source() {
        return "RFC 8970";
    }

    @Override
    public String summary() {
        return "The beginning of a message as people read it";
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return Map.of(name(), PreviewText::parse);
    }

    /** Other parentheses behind it are FETCH's own. RFC 4466 2.4. */
    private static FetchItem parse(ArgumentReader in) {
        ArgumentReader.Place end = in.place();
        if (!in.skip(' ') || !in.skip('(') || !in.nextIsWord(LAZY)) {
            in.backTo(end);
            return new Item(false);
        }
        do {
            if (!in.keyword().equals(LAZY)) {
                throw in.expected("LAZY before this");
            }
        } while (in.skip(' '));
        in.expect(')');
        return new Item(true);
    }

    private record Item(boolean lazy) implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text("PREVIEW ");
            Optional<String> text =
                    lazy ? message.derivedAtOnce(Derived.PREVIEW) : Optional.of(message.derived(Derived.PREVIEW));
            if (text.isPresent()) {
                out.string(text.get());
            } else { // RFC 8970 4.1
                out.nil();
            }
        }
    }
}
