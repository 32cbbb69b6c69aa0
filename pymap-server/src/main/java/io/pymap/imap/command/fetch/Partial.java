package io.pymap.imap.command.fetch;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.Content;
import java.util.Optional;

/** {@code <origin.count>} behind a section: a part of its octets. RFC 3501 6.4.5. */
public record Partial(long origin, long count) {

    /** Reads a partial, if there is one. */
    public static Optional<Partial> parse(ArgumentReader in) {
        if (!in.skip('<')) {
            return Optional.empty();
        }
        long origin = in.number();
        long count = in.expect('.').nonZeroNumber();
        in.expect('>');
        return Optional.of(new Partial(origin, count));
    }

    /** What is told of it in the response: where it begins. */
    public void writeOrigin(ResponseWriter out) {
        out.octet('<').number(origin).octet('>');
    }

    /** What of the content is there to be told; nothing behind its end. */
    public Content of(Content content) {
        long from = Math.min(origin, content.size());
        return content.slice(from, Math.min(count, content.size() - from));
    }
}
