package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import java.util.Map;

/** WITHIN: SEARCH by how long ago messages came in. RFC 5032. */
public final class Within implements Extension {

    @Override
    public String name() {
        return "WITHIN";
    }

    @Override
    public String source() {
        return "RFC 5032";
    }

    @Override
    public String summary() {
        return "SEARCH by how many seconds ago messages came in";
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of(
                "OLDER", in -> new Age(in.reader().space().nonZeroNumber(), true),
                "YOUNGER", in -> new Age(in.reader().space().nonZeroNumber(), false));
    }

    /** RFC 5032 2: what is just that old is both older and younger. */
    private record Age(long seconds, boolean older) implements Criterion {
        @Override
        public boolean matches(Candidate message) {
            throw new IllegalStateException("no time of the search yet");
        }

        @Override
        public Criterion within(Extent extent) {
            long then = extent.now().getEpochSecond() - seconds;
            return message -> older
                    ? message.message().internalDate().epochSecond() <= then
                    : message.message().internalDate().epochSecond() >= then;
        }
    }
}
