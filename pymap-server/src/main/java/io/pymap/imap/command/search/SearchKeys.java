package io.pymap.imap.command.search;

import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.imap.vocabulary.SearchProgram;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Flags;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The search keys of the base protocol. RFC 3501 6.4.4. */
public final class SearchKeys {

    public static final Map<String, SearchKeyword> ALL = all();

    /** Gone in IMAP4rev2. */
    public static final Map<String, SearchKeyword> REV1 = Map.of(
            "RECENT", in -> Criterion.flag(Flags.RECENT),
            "OLD", in -> Criterion.not(Criterion.flag(Flags.RECENT)),
            "NEW",
                    in -> Criterion.allOf(
                            List.of(Criterion.flag(Flags.RECENT), Criterion.not(Criterion.flag(Flags.SEEN)))));

    private static final int MAX_KEYS = 10_000;

    private SearchKeys() {}

    /** A charset, where one is named, and keys. RFC 9051 6.4.4. */
    public static SearchProgram program(ArgumentReader in, Vocabulary words) {
        if (!in.nextIsWord("CHARSET")) {
            return program(in, Optional.empty(), words);
        }
        in.keyword();
        return programWithCharset(in.space(), words);
    }

    /** A charset without the word, as SORT and THREAD have it (RFC 5256 3), and keys. */
    public static SearchProgram programWithCharset(ArgumentReader in, Vocabulary words) {
        String charset = in.astring();
        if (!SearchArguments.knows(charset)) {
            in.space().skipRest(); // it cannot be read
            return new SearchProgram(Optional.of(charset), Criterion.not(Criterion.ALL), false);
        }
        return program(in.space(), Optional.of(charset), words);
    }

    private static SearchProgram program(ArgumentReader in, Optional<String> charset, Vocabulary words) {
        SearchArguments arguments = new SearchArguments(
                in, charset.map(Charset::forName).orElse(StandardCharsets.US_ASCII), keys -> parse(keys, words));
        Criterion criterion = parseAll(arguments);
        return new SearchProgram(charset, criterion, arguments.asksForModSeq());
    }

    /** Keys one after the other, all of which must be fulfilled. */
    static Criterion parseAll(SearchArguments in) {
        List<Criterion> criteria = new ArrayList<>();
        do {
            if (criteria.size() == MAX_KEYS) {
                throw in.reader().expected("at most " + MAX_KEYS + " search keys");
            }
            criteria.add(in.nested());
        } while (in.reader().skip(' '));
        return Criterion.allOf(criteria);
    }

    /** One key. */
    static Criterion parse(SearchArguments in, Vocabulary words) {
        ArgumentReader reader = in.reader();
        if (reader.skip('(')) {
            Criterion criterion = parseAll(in);
            reader.expect(')');
            return criterion;
        }
        if (reader.nextIsDigit() || reader.next('*') || (reader.next('$') && words.has("SEARCHRES"))) {
            return new InSet(reader.messageSet(false));
        }
        String name = reader.keyword();
        return words.searchKey(name)
                .orElseThrow(() -> reader.expected("a search key before this"))
                .parse(in);
    }

    private static Map<String, SearchKeyword> all() {
        Map<String, SearchKeyword> all = new HashMap<>();
        all.put("ALL", in -> Criterion.ALL);
        for (String flag : Flags.SYSTEM) {
            String name = flag.substring(1).toUpperCase(Locale.ROOT);
            all.put(name, in -> Criterion.flag(flag));
            all.put("UN" + name, in -> Criterion.not(Criterion.flag(flag)));
        }
        all.put("KEYWORD", in -> Criterion.flag(in.reader().space().atom()));
        all.put(
                "UNKEYWORD",
                in -> Criterion.not(Criterion.flag(in.reader().space().atom())));
        addDates(all, "", Candidate::internalDay);
        addDates(all, "SENT", Candidate::sentDay);
        for (String field : List.of("Bcc", "Cc", "From", "Subject", "To")) {
            all.put(field.toUpperCase(Locale.ROOT), in -> Criterion.header(field, in.string()));
        }
        all.put("HEADER", in -> {
            String name = in.string();
            return Criterion.header(name, in.string());
        });
        all.put("BODY", in -> Criterion.body(in.string()));
        all.put("TEXT", in -> Criterion.text(in.string()));
        all.put("LARGER", in -> {
            long size = in.reader().space().number();
            return message -> message.message().size() > size;
        });
        all.put("SMALLER", in -> {
            long size = in.reader().space().number();
            return message -> message.message().size() < size;
        });
        all.put("UID", in -> new InSet(in.reader().space().messageSet(true)));
        all.put("NOT", in -> Criterion.not(in.key()));
        all.put("OR", in -> {
            Criterion first = in.key();
            return Criterion.either(first, in.key());
        });
        return Map.copyOf(all);
    }

    private static void addDates(
            Map<String, SearchKeyword> all, String prefix, Function<Candidate, Optional<LocalDate>> date) {
        Map<String, IntPredicate> comparisons =
                Map.of("BEFORE", order -> order < 0, "ON", order -> order == 0, "SINCE", order -> order >= 0);
        comparisons.forEach((name, comparison) -> all.put(
                prefix + name, in -> Criterion.date(date, in.reader().space().date(), comparison)));
    }
}
