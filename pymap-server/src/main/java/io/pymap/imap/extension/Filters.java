package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** FILTERS: {@code SEARCH FILTER on-the-road}, a search by the name under which it is kept as an annotation. RFC 5466. */
public final class Filters implements Extension {

    @Override
    public String name() {
        return "FILTERS";
    }

    @Override
    public String source() {
        return "RFC 5466";
    }

    @Override
    public String summary() {
        return "SEARCH by the name of a filter that is kept as an annotation of the server";
    }

    @Override
    public Set<String> needs() {
        return Set.of("METADATA-SERVER");
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of("FILTER", in -> {
            if (!in.isUnicode()) {
                throw in.reader().expected("UTF-8 as the charset where there is FILTER, before this");
            }
            String name = in.reader().space().atom();
            if (name.indexOf('/') >= 0) {
                throw in.reader().expected("a name without '/' before this");
            }
            return new Filter(name, in);
        });
    }

    /** What the filter of that name holds when the search begins. */
    private record Filter(String name, SearchArguments in) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            throw new IllegalStateException("the filter has not been looked up");
        }

        @Override
        public Criterion within(Extent extent) {
            byte[] value = extent.filters().apply(name).orElseThrow(this::undefined);
            ArgumentReader reader = new ArgumentReader(new Frame.Command(List.of(value), List.of(), false), true);
            Criterion criterion;
            try {
                criterion = in.from(reader);
                reader.end();
            } catch (SyntaxException e) { // RFC 5466 3.1: not a full and correct search criterion
                throw undefined();
            }
            return criterion.within(extent);
        }

        private Refusal undefined() {
            return new Refusal(
                    new ResponseCode("UNDEFINED-FILTER " + name), "No such filter, or none that can be used.");
        }
    }
}
