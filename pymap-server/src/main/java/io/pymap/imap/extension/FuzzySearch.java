package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.imap.vocabulary.SearchProgram;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.imap.vocabulary.SortKey;
import java.util.Map;

/**
 * SEARCH=FUZZY: {@code SEARCH FUZZY SUBJECT "IMAP braek"}, and how well each message fits. RFC 6203.
 *
 * <p>Texts are looked for word by word, in any order and with few errors; every other key is as it is without FUZZY.
 */
public final class FuzzySearch implements Extension {

    @Override
    public String name() {
        return "SEARCH=FUZZY";
    }

    @Override
    public String source() {
        return "RFC 6203";
    }

    @Override
    public String summary() {
        return "SEARCH finds words with errors in them, and tells how well each message fits";
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of("FUZZY", in -> {
            in.askForFuzzy();
            return in.key().fuzzy();
        });
    }

    @Override
    public Map<String, ReturnOption.Parser> returnOptions() {
        return Map.of("RELEVANCY", in -> new Scores());
    }

    /** RFC 6203 6: the highest score comes first. */
    @Override
    public Map<String, SortKey> sortKeys() {
        return Map.of("RELEVANCY", new SortKey() {
            @Override
            public Comparable<?> of(Sortable message) {
                return -message.relevancy();
            }

            @Override
            public void check(SearchProgram program) {
                requireFuzzy(program);
            }
        });
    }

    private static void requireFuzzy(SearchProgram program) {
        if (!program.fuzzy()) {
            throw new SyntaxException("Expected FUZZY where RELEVANCY is asked for.");
        }
    }

    private record Scores() implements ReturnOption {
        @Override
        public void prepare(Selected session, SearchRun run) {
            requireFuzzy(run.program());
        }

        @Override
        public void writeTo(ResponseWriter out, Found found) {
            if (found.isEmpty()) {
                return;
            }
            out.text(" RELEVANCY (");
            for (int place = 0; place < found.count(); place++) {
                out.text(place == 0 ? "" : " ").number(found.relevancy(place));
            }
            out.octet(')');
        }
    }
}
