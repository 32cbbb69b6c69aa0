package io.pymap.imap.command.search;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * SEARCH and UID SEARCH. RFC 3501 6.4.4, RFC 4731.
 *
 * @param returned what was asked for by RETURN; absent where it was not
 * @param withModSeq whether the highest mod-sequence of what is found is told (RFC 7162 3.1.5)
 */
public record Search(SearchRun run, Optional<List<ReturnOption>> returned, boolean withModSeq)
        implements Command<Selected> {

    public static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("SEARCH", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
            CommandSpec.of("UID SEARCH", Selected.class, (in, words) -> parse(in, words, true)));

    private static Command<Selected> parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        String tag = in.commandTag();
        Optional<List<ReturnOption>> returned = returned(in.space(), words);
        Charset charset = StandardCharsets.US_ASCII;
        boolean named = in.nextIsWord("CHARSET");
        if (named) {
            in.keyword();
            String name = in.space().astring();
            if (!SearchArguments.knows(name)) {
                in.skipRest();
                return session -> refuse(session, name, returned);
            }
            charset = Charset.forName(name);
            in.space();
        }
        SearchArguments arguments = new SearchArguments(in, charset, keys -> SearchKeys.parse(keys, words));
        Criterion criterion = SearchKeys.parseAll(arguments);
        Search search = new Search(new SearchRun(tag, byUid, criterion, false), returned, arguments.asksForModSeq());
        return session -> {
            if (named && session.connection().utf8()) { // RFC 6855 3
                throw in.expected("no CHARSET once UTF-8 is enabled, before this");
            }
            return search.execute(session);
        };
    }

    /** {@code RETURN (...)} and the space behind it, if that comes next and is understood. */
    public static Optional<List<ReturnOption>> returned(ArgumentReader in, Vocabulary words) {
        if (!words.has("ESEARCH") || !in.nextIsWord("RETURN")) {
            return Optional.empty();
        }
        in.keyword();
        List<ReturnOption> options = words.returnOptions(in.space());
        in.space();
        return Optional.of(options);
    }

    /** RFC 5182 2.1: a search that was to save its result and is refused saves an empty one. */
    public static Reply refuse(Selected session, String charset, Optional<List<ReturnOption>> returned) {
        returned.ifPresent(options -> options.forEach(option -> option.failed(session)));
        throw SearchArguments.unknownCharset(charset);
    }

    @Override
    public Reply execute(Selected session) {
        if (withModSeq) {
            session.connection().enable("CONDSTORE"); // RFC 7162 3.1: MODSEQ is a CONDSTORE enabling command
        }
        Matching matching = new Matching(
                session, run.criterion(), session.connection().limits().searchOctets());
        List<ReturnOption> options = returned.orElse(List.of());
        Iterator<Untagged> steps = new Steps(
                matching,
                () -> {
                    Found found = new Found(session.view(), matching.found(), run.byUid());
                    options.forEach(option -> option.completed(session, run, found, options));
                    return result(session, found);
                },
                () -> options.forEach(option -> option.failed(session)));
        return Reply.ok((run.byUid() ? "UID SEARCH" : "SEARCH") + " completed.").with(steps);
    }

    private Untagged result(Selected session, Found found) {
        if (returned.isPresent()) {
            return EsearchResponse.of(run, found, returned.get(), withModSeq);
        }
        if (session.connection().rev2()) { // RFC 9051 6.4.4: as if RETURN (ALL) had been asked for
            return EsearchResponse.of(run, found, List.of(), withModSeq);
        }
        return out -> {
            out.text("SEARCH");
            for (int place = 0; place < found.count(); place++) {
                out.space().number(found.number(place));
            }
            if (withModSeq && !found.isEmpty()) {
                out.text(" (MODSEQ ").number(found.highestModSeq()).octet(')');
            }
        };
    }

    /** Tries messages one after the other. */
    public static Candidate candidate(MailboxView view, Numbered numbered) {
        return new Candidate(numbered.sequenceNumber(), numbered.message(), view.isRecent(numbered.message()));
    }

    /** The answer where one search would read more than it may. */
    static Refusal tooMuch() {
        return new Refusal(ResponseCode.LIMIT, "The search reads too much; narrow it.");
    }
}
