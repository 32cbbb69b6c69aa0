package io.pymap.imap.command.search;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.SearchProgram;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.search.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SEARCH and UID SEARCH (RFC 3501 6.4.4, RFC 4731), and what is sorted afterwards (RFC 5256 3, RFC 5267 3). */
public record Search(SearchRun run) implements Command<Selected> {

    public static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("SEARCH", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
            CommandSpec.of("UID SEARCH", Selected.class, (in, words) -> parse(in, words, true)));

    private static Search parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        Optional<List<ReturnOption>> returned = words.has("ESEARCH") ? returned(in.space(), words) : Optional.empty();
        if (!words.has("ESEARCH")) {
            in.space();
        }
        SearchProgram program = SearchKeys.program(in, words);
        return new Search(new SearchRun(in.commandTag(), byUid, returned, Optional.empty(), program));
    }

    /** {@code RETURN (...)} and the space behind it, if that comes next. */
    public static Optional<List<ReturnOption>> returned(ArgumentReader in, Vocabulary words) {
        if (!in.nextIsWord("RETURN")) {
            return Optional.empty();
        }
        in.keyword();
        List<ReturnOption> options = words.returnOptions(in.space());
        in.space();
        return Optional.of(options);
    }

    /**
     * To be called before a search begins.
     *
     * @throws Refusal with BADCHARSET
     */
    public static void check(SearchProgram program, Connection connection) {
        if (!program.hasKnownCharset()) {
            throw SearchArguments.unknownCharset();
        }
        if (program.withModSeq()) {
            connection.enable("CONDSTORE"); // RFC 7162 3.1: MODSEQ is a CONDSTORE enabling command
        }
    }

    @Override
    public Reply execute(Selected session) {
        run.order().ifPresent(order -> order.keys().forEach(by -> by.key().check(run.program())));
        // RFC 6855 3 says so of SEARCH; what sorts cannot do without (RFC 5256 3)
        if (run.order().isEmpty()
                && run.program().charset().isPresent()
                && session.connection().utf8()) {
            throw new SyntaxException("Expected no CHARSET once UTF-8 is enabled.");
        }
        run.options().forEach(option -> option.prepare(session, run));
        Runnable onFailure = () -> run.options().forEach(option -> option.failed(session));
        Matching matching;
        try {
            check(run.program(), session.connection());
            matching = new Matching(
                    session,
                    run.program().criterion(),
                    session.connection().limits().searchOctets());
        } catch (Refusal refusal) {
            onFailure.run();
            throw refusal;
        }
        // RFC 9738 3.3: an order of the last messages only would be none
        long most = run.order().isPresent() ? Limits.NONE : session.connection().messagesAtOnce();
        Optional<ResponseCode> limit = matching.limitTo(most);
        return Reply.ok(run.command() + " completed.")
                .with(new Steps(Steps.Next.stage(matching, () -> ordered(session, matching)), onFailure))
                .limited(limit);
    }

    /** What is left to do when everything has been found. */
    private Steps.Next ordered(Selected session, Matching matching) {
        if (run.order().isEmpty()) {
            return told(session, matching, matching.found());
        }
        Sorting sorting = new Sorting(
                session.view(),
                matching.found(),
                run.order().get(),
                session.connection().summaries(),
                matching::relevancy);
        return Steps.Next.stage(sorting, () -> told(session, matching, sorting.sorted()));
    }

    private Steps.Next told(Selected session, Matching matching, int[] sequenceNumbers) {
        Found found = new Found(session.view(), sequenceNumbers, run.byUid(), matching::relevancy);
        List<Untagged> told = new ArrayList<>();
        told.add(result(session, found));
        run.options().forEach(option -> option.completed(session, run, found).ifPresent(told::add));
        return new Steps.Next(told, Optional.empty());
    }

    private Untagged result(Selected session, Found found) {
        // RFC 9051 6.4.4: a SEARCH without RETURN is answered as if RETURN (ALL) had been asked for
        boolean extended = run.order().isEmpty() && session.connection().rev2();
        if (extended || run.returned().isPresent()) {
            return EsearchResponse.of(run, found);
        }
        return out -> {
            out.text(run.order().isPresent() ? "SORT" : "SEARCH");
            for (int place = 0; place < found.count(); place++) {
                out.space().number(found.number(place));
            }
            if (run.program().withModSeq() && !found.isEmpty()) {
                out.text(" (MODSEQ ").number(found.highestModSeq()).octet(')');
            }
        };
    }

    /** A message of the view, to be tried. */
    public static Candidate candidate(MailboxView view, Numbered numbered) {
        return new Candidate(numbered.sequenceNumber(), numbered.message(), view.isRecent(numbered.message()));
    }

    /** The answer where one search would read more than it may. */
    static Refusal tooMuch() {
        return new Refusal(ResponseCode.LIMIT, "The search reads too much; narrow it.");
    }
}
