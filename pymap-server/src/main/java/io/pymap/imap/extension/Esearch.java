package io.pymap.imap.extension;

import io.pymap.imap.command.search.EsearchResponse;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import java.util.Map;

/** ESEARCH: {@code SEARCH RETURN (MIN MAX ALL COUNT)}. SEARCH asks for it by this name. RFC 4731. */
public final class Esearch implements Extension {

    @Override
    public String name() {
        return "ESEARCH";
    }

    @Override
    public String source() {
        return "RFC 4731";
    }

    @Override
    public String summary() {
        return "SEARCH tells the first, the last, how many, or a compact set";
    }

    @Override
    public Map<String, ReturnOption.Parser> returnOptions() {
        return Map.of(
                "MIN", in -> End.MIN,
                "MAX", in -> End.MAX,
                "COUNT", in -> COUNT,
                "ALL", in -> EsearchResponse.ALL);
    }

    /** The first or the last of the result, which for SEARCH is the lowest or the highest. RFC 5267 3.1. */
    enum End implements ReturnOption {
        MIN,
        MAX;

        @Override
        public Found of(Found found) {
            return found.isEmpty() ? found : found.only(this == MIN ? 0 : found.count() - 1);
        }

        @Override
        public void writeTo(ResponseWriter out, Found found) {
            if (!found.isEmpty()) {
                out.space().text(name()).space().number(of(found).number(0));
            }
        }
    }

    private static final ReturnOption COUNT = new ReturnOption() {
        @Override
        public void writeTo(ResponseWriter out, Found found) {
            out.text(" COUNT ").number(found.count());
        }
    };
}
