package io.pymap.imap.command.search;

import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchRun;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * ESEARCH. RFC 4731 3.1, RFC 7377 2.1.
 *
 * @param source ahead of the closing parenthesis of the correlator: the mailbox, where that is not the selected one
 */
public record EsearchResponse(
        SearchRun run, Found found, List<ReturnOption> options, long modSeq, Optional<Untagged> source)
        implements Untagged {

    /** ALL, which is what is told where nothing else has been asked for. */
    public static final ReturnOption ALL = new ReturnOption() {
        @Override
        public void writeTo(ResponseWriter out, Found found) {
            if (!found.isEmpty()) {
                out.text(" ALL ").text(found.set());
            }
        }
    };

    /** The response for the selected mailbox; nothing where no option has something to tell. */
    public static Untagged of(SearchRun run, Found found) {
        return of(run, found, Optional.empty());
    }

    /**
     * The response for any mailbox.
     *
     * @param source writes what tells which one it is, from the space ahead of it
     */
    public static Untagged of(SearchRun run, Found found, Optional<Untagged> source) {
        List<ReturnOption> options = run.options();
        List<ReturnOption> telling = options.isEmpty()
                ? List.of(ALL)
                : options.stream().filter(ReturnOption::tells).toList();
        long modSeq = run.program().withModSeq() ? modSeq(found, telling) : 0;
        return telling.isEmpty() ? Untagged.NOTHING : new EsearchResponse(run, found, telling, modSeq, source);
    }

    /** RFC 4731 3.2: of what is told, where that is one or two messages, and else of all. */
    private static long modSeq(Found found, List<ReturnOption> options) {
        TreeSet<Long> each = new TreeSet<>();
        options.forEach(option -> each.add(option.of(found).highestModSeq()));
        return each.isEmpty() ? 0 : each.last();
    }

    @Override
    public void writeTo(ResponseWriter out) {
        out.text("ESEARCH (TAG ").string(run.tag());
        source.ifPresent(mailbox -> mailbox.writeTo(out));
        out.octet(')');
        if (run.byUid()) {
            out.text(" UID");
        }
        options.forEach(option -> option.writeTo(out, found));
        if (modSeq > 0) {
            out.text(" MODSEQ ").number(modSeq);
        }
    }
}
