package io.pymap.imap.extension.sort;

import io.pymap.imap.command.search.Search;
import io.pymap.imap.command.search.SearchKeys;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchProgram;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.imap.vocabulary.SortKey;
import io.pymap.imap.vocabulary.SortOrder;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SORT and UID SORT. RFC 5256 3; with RETURN where there is ESORT. */
public final class Sort implements Extension {

    /** More than there are keys, each in both directions. */
    private static final int MAX_KEYS = 32;

    @Override
    public String name() {
        return "SORT";
    }

    @Override
    public String source() {
        return "RFC 5256";
    }

    @Override
    public String summary() {
        return "SEARCH with results in order: by date, subject, sender, size …";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(
                CommandSpec.of("SORT", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
                CommandSpec.of("UID SORT", Selected.class, (in, words) -> parse(in, words, true)));
    }

    @Override
    public Map<String, SortKey> sortKeys() {
        return Map.of(
                "ARRIVAL", (message, header) -> message.internalDate().epochSecond(),
                "CC", (message, header) -> header.get().cc(),
                "DATE", (message, header) -> header.get().sentOr(message.internalDate()),
                "FROM", (message, header) -> header.get().from(),
                "SIZE", (message, header) -> message.size(),
                "SUBJECT", (message, header) -> header.get().subject(),
                "TO", (message, header) -> header.get().to());
    }

    private static Search parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        in.space();
        Optional<List<ReturnOption>> returned = words.has("ESORT") ? Search.returned(in, words) : Optional.empty();
        SortOrder order = order(in, words);
        SearchProgram program = SearchKeys.programWithCharset(in.space(), words);
        return new Search(new SearchRun(in.commandTag(), byUid, returned, Optional.of(order), program));
    }

    private static SortOrder order(ArgumentReader in, Vocabulary words) {
        List<SortOrder.By> keys = new ArrayList<>();
        in.expect('(');
        do {
            if (keys.size() == MAX_KEYS) {
                throw in.expected("at most " + MAX_KEYS + " sort keys");
            }
            boolean reverse = in.nextIsWord("REVERSE");
            if (reverse) {
                in.keyword();
                in.space();
            }
            String name = in.keyword();
            SortKey key = words.sortKey(name).orElseThrow(() -> in.expected("a sort key before this"));
            keys.add(new SortOrder.By(key, reverse));
        } while (in.skip(' '));
        in.expect(')');
        return new SortOrder(keys);
    }
}
