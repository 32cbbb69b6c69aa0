package io.pymap.profile;

import io.pymap.imap.command.search.EsearchResponse;
import io.pymap.imap.command.search.Search;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.imap.vocabulary.SearchProgram;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.search.Criterion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How messages are searched for. */
final class SearchQuirks {

    private static final String[] SEARCHING = {"SEARCH", "UID SEARCH"};
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    static final List<Quirk> ALL = List.of(
            new AsciiSearch(),
            new FlatSearch(),
            new NoKeywords(),
            new AnyKey(),
            new CountOnly(),
            new NothingReturned(),
            new NothingInRev2(),
            new PlainAnswer());

    private SearchQuirks() {}

    /** Arguments in upper case, without what stands in quotes. */
    private static String words(String arguments) {
        return QUOTED.matcher(arguments).replaceAll("\"\"").toUpperCase(Locale.ROOT);
    }

    /** Without what has been found. */
    private static Reply emptied(Reply reply) {
        return reply.with(new ChangedResponses(
                reply.data(),
                response -> response instanceof EsearchResponse result
                        ? new EsearchResponse(result.run(), result.found(), List.of(), 0, result.source())
                        : response));
    }

    /** The search as another one is done. */
    private static <S extends SessionState> Command<S> searching(
            CommandQuirk.Call<S> call, UnaryOperator<SearchRun> change) {
        if (!(call.command() instanceof Search search)) {
            return call.command();
        }
        Search other = new Search(change.apply(search.run()));
        return session -> other.execute((Selected) session);
    }

    private static final class AsciiSearch extends CommandQuirk {

        private static final ResponseCode ASCII = new ResponseCode("BADCHARSET (US-ASCII)");
        private static final Pattern CHARSET = Pattern.compile(" CHARSET \"?([^ \"]+)\"? .*", Pattern.CASE_INSENSITIVE);

        AsciiSearch() {
            super("search-ascii-only", "SEARCH is NO [BADCHARSET (US-ASCII)] with any other CHARSET", SEARCHING);
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            Matcher charset = CHARSET.matcher(in.rest());
            boolean other = charset.matches() && !charset.group(1).equalsIgnoreCase("US-ASCII");
            return other ? Optional.of(Reply.no(ASCII, "The specified charset is not supported.")) : Optional.empty();
        }
    }

    private static final class FlatSearch extends CommandQuirk {

        FlatSearch() {
            super("search-without-groups", "SEARCH is BAD with keys in parentheses", SEARCHING);
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            return words(in.rest()).replaceFirst("^ RETURN \\([^)]*\\)", "").contains("(")
                    ? Optional.of(Reply.bad("Command Argument Error. 12"))
                    : Optional.empty();
        }
    }

    private static final class NoKeywords extends CommandQuirk {

        private static final Pattern KEYWORD = Pattern.compile(" (?:UN)?KEYWORD ");

        NoKeywords() {
            super("search-keyword-bad", "SEARCH is BAD with KEYWORD or UNKEYWORD", SEARCHING);
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            return KEYWORD.matcher(words(in.rest())).find()
                    ? Optional.of(Reply.bad("Command Argument Error. 11"))
                    : Optional.empty();
        }
    }

    private static final class AnyKey extends CommandQuirk {

        AnyKey() {
            super("search-any-key", "SEARCH finds what fulfils one of its keys, not all of them", SEARCHING);
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return searching(
                    call,
                    run -> new SearchRun(run.tag(), run.byUid(), run.returned(), run.order(), anyOf(run.program())));
        }

        private static SearchProgram anyOf(SearchProgram program) {
            return program.criterion() instanceof Criterion.AllOf all
                    ? new SearchProgram(
                            program.charset(),
                            all.criteria().stream().reduce(Criterion::either).orElseThrow(),
                            program.withModSeq(),
                            program.fuzzy())
                    : program;
        }
    }

    private static final class CountOnly extends CommandQuirk {

        private static final Pattern RESULT =
                Pattern.compile("(ESEARCH \\(TAG [^)]*\\)(?: UID)?)(?:.* ALL ([\\d:,]+).*)?", Pattern.CASE_INSENSITIVE);

        CountOnly() {
            super(
                    "esearch-count-only",
                    "SEARCH that is to RETURN all it finds tells how many there are, and no more",
                    SEARCHING);
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(
                    reply.data(), response -> ChangedResponses.text(response, CountOnly::counted)));
        }

        private static String counted(String response) {
            Matcher result = RESULT.matcher(response);
            return result.matches() ? result.group(1) + " COUNT " + count(result.group(2)) : response;
        }

        /** @param set null for none */
        private static long count(@Nullable String set) {
            long count = 0;
            for (String range : set == null ? new String[0] : set.split(",", -1)) {
                String[] ends = range.split(":", -1);
                count += Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]) + 1;
            }
            return count;
        }
    }

    private static final class NothingReturned extends CommandQuirk {

        NothingReturned() {
            super(
                    "esearch-return-empty",
                    "SEARCH RETURN () tells nothing of what it has found; RETURN (ALL) does",
                    SEARCHING);
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            boolean asksForNothing = call.command() instanceof Search search
                    && search.run().returned().filter(List::isEmpty).isPresent();
            if (!asksForNothing) {
                return call.command();
            }
            return session -> emptied(call.command().execute(session));
        }
    }

    private static final class NothingInRev2 extends CommandQuirk {

        NothingInRev2() {
            super(
                    "esearch-empty-in-rev2",
                    "SEARCH without RETURN tells nothing of what it has found, once IMAP4rev2 is enabled",
                    SEARCHING);
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            boolean asks = call.command() instanceof Search search
                    && search.run().returned().isPresent();
            return asks
                    ? call.command()
                    : session -> {
                        Reply reply = call.command().execute(session);
                        return session.connection().enabled("IMAP4rev2") ? emptied(reply) : reply;
                    };
        }
    }

    private static final class PlainAnswer extends CommandQuirk {

        PlainAnswer() {
            super("esearch-as-search", "SEARCH RETURN (…) is answered as if there were no RETURN", SEARCHING);
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return searching(
                    call, run -> new SearchRun(run.tag(), run.byUid(), Optional.empty(), run.order(), run.program()));
        }
    }
}
