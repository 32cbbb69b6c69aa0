package io.pymap.profile;

import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The responses of a reply, each changed when it is sent, and what comes behind them. */
final class ChangedResponses implements Iterator<Untagged> {

    private final Iterator<? extends Untagged> original;
    private final UnaryOperator<Untagged> change;
    private final Supplier<List<Untagged>> more;
    private Iterator<Untagged> behind = Collections.emptyIterator();
    private boolean asked; // for more

    /** @param more asked once the original ones are sent */
    ChangedResponses(
            Iterator<? extends Untagged> original, UnaryOperator<Untagged> change, Supplier<List<Untagged>> more) {
        this.original = original;
        this.change = change;
        this.more = more;
    }

    ChangedResponses(Iterator<? extends Untagged> original, UnaryOperator<Untagged> change) {
        this(original, change, List::of);
    }

    @Override
    public boolean hasNext() {
        if (original.hasNext()) {
            return true;
        }
        if (!asked) {
            asked = true;
            behind = more.get().iterator();
        }
        return behind.hasNext();
    }

    @Override
    public Untagged next() {
        return original.hasNext() ? change.apply(original.next()) : behind.next();
    }

    /** The response with its text changed: octets as ISO-8859-1, without {@code "* "} and the line end. */
    static Untagged text(Untagged response, UnaryOperator<String> change) {
        if (response instanceof Untagged.Working) {
            return response;
        }
        return out -> {
            Collected collected = new Collected();
            ResponseWriter writer = new ResponseWriter(collected);
            writer.utf8(out.utf8());
            response.writeTo(writer);
            writer.drain();
            out.text(change.apply(collected.octets.toString(StandardCharsets.ISO_8859_1)));
        };
    }

    private static final class Collected implements ResponseWriter.Sink {

        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void octets(byte[] part, int length) {
            octets.write(part, 0, length);
        }

        @Override
        public void content(Content content) {
            Content.InMemory loaded = content.load();
            octets.write(loaded.array(), loaded.offset(), loaded.length());
        }
    }
}
