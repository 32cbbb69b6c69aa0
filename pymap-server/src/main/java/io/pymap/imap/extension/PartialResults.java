package io.pymap.imap.extension;

import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.imap.vocabulary.ReturnOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PARTIAL: a page of a result, counted from its beginning or its end, of SEARCH, SORT and UID FETCH. RFC 9394. */
public final class PartialResults implements Extension {

    /** Reads the option; CONTEXT has it as well (RFC 5267 4.4). */
    public static final ReturnOption.Parser PAGE = in -> new Page(Slice.parse(in.space()));

    @Override
    public String name() {
        return "PARTIAL";
    }

    @Override
    public String source() {
        return "RFC 9394";
    }

    @Override
    public String summary() {
        return "A page of what SEARCH finds or FETCH tells";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ESEARCH");
    }

    @Override
    public Map<String, ReturnOption.Parser> returnOptions() {
        return Map.of(name(), PAGE);
    }

    @Override
    public Map<Parameter.Key, Parameter.Parser> parameters() {
        return Map.of(new Parameter.Key("FETCH", name()), in -> new Chosen(Slice.parse(in.space())));
    }

    /** Places from one to the other, both included, from 1 at the beginning or from -1 at the end. */
    record Slice(String text, boolean fromEnd, long low, long high) {

        static Slice parse(ArgumentReader in) {
            boolean fromEnd = in.skip('-');
            long first = in.nonZeroNumber();
            in.expect(':');
            if (fromEnd) {
                in.expect('-');
            }
            long last = in.nonZeroNumber();
            String sign = fromEnd ? "-" : "";
            return new Slice(sign + first + ":" + sign + last, fromEnd, Math.min(first, last), Math.max(first, last));
        }

        /** Index of the first, of so many. */
        int from(int count) {
            return (int) Math.max(0, Math.min(count, fromEnd ? count - high : low - 1));
        }

        /** Index behind the last, of so many. */
        int to(int count) {
            return (int) Math.max(0, Math.min(count, fromEnd ? count - low + 1 : high));
        }
    }

    private record Page(Slice slice) implements ReturnOption {
        @Override
        public Found of(Found found) {
            return found.slice(slice.from(found.count()), slice.to(found.count()));
        }

        @Override
        public void writeTo(ResponseWriter out, Found found) {
            Found page = of(found);
            out.text(" PARTIAL (").text(slice.text()).space();
            out.text(page.isEmpty() ? "NIL" : page.set()).octet(')');
        }
    }

    private record Chosen(Slice slice) implements Parameter {
        @Override
        public long span() {
            return slice.high() - slice.low() + 1;
        }

        @Override
        public List<Numbered> choose(List<Numbered> messages) {
            return messages.subList(slice.from(messages.size()), slice.to(messages.size()));
        }
    }
}
