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
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import io.pymap.search.Extent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * SEARCH and UID SEARCH. RFC 3501 6.4.4.
 *
 * @param withModSeq whether the highest mod-sequence of what is found is told (RFC 7162 3.1.5)
 */
public record Search(boolean byUid, Criterion criterion, boolean withModSeq) implements Command<Selected> {

    public static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("SEARCH", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
            CommandSpec.of("UID SEARCH", Selected.class, (in, words) -> parse(in, words, true)));

    /** Messages that are tried in one step where their octets need not be read. */
    private static final int MESSAGES_A_STEP = 1_000;

    /** Octets that are read in one step. */
    private static final long OCTETS_A_STEP = 256 << 10;

    private static Search parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        Charset charset = StandardCharsets.US_ASCII;
        if (in.space().nextIsWord("CHARSET")) {
            in.keyword();
            charset = SearchArguments.charset(in.space().astring());
            in.space();
        }
        SearchArguments arguments = new SearchArguments(in, charset, keys -> SearchKeys.parse(keys, words));
        Criterion criterion = SearchKeys.parseAll(arguments);
        return new Search(byUid, criterion, arguments.asksForModSeq());
    }

    @Override
    public Reply execute(Selected session) {
        if (withModSeq) {
            session.connection().enable("CONDSTORE"); // RFC 7162 3.1: MODSEQ is a CONDSTORE enabling command
        }
        String name = byUid ? "UID SEARCH" : "SEARCH";
        return Reply.ok(name + " completed.")
                .with(new Steps(session.view(), session.connection().limits().searchOctets()));
    }

    /** Tries the messages, some at a time, and tells what was found when it comes to the end. */
    private final class Steps implements Iterator<Untagged> {

        private final MailboxView view;
        private final Criterion wanted;
        private final List<Numbered> candidates;
        private final List<Long> found = new ArrayList<>();
        private long octetsLeft;
        private long highestModSeq;
        private int next;
        private boolean told;

        Steps(MailboxView view, long octets) {
            this.view = view;
            this.octetsLeft = octets;
            this.wanted = criterion.within(new Extent(view.size(), view.lastUid()));
            this.candidates = view.all();
        }

        @Override
        public boolean hasNext() {
            return !told;
        }

        @Override
        public Untagged next() {
            if (told) {
                throw new NoSuchElementException();
            }
            long octets = 0;
            for (int i = 0; i < MESSAGES_A_STEP && octets < OCTETS_A_STEP && next < candidates.size(); i++) {
                octets += attempt(candidates.get(next++));
            }
            octetsLeft -= octets;
            if (octetsLeft < 0) {
                throw new Refusal(ResponseCode.LIMIT, "The search reads too much; narrow it.");
            }
            if (next < candidates.size()) {
                return Untagged.NOTHING;
            }
            told = true;
            return result();
        }

        private long attempt(Numbered numbered) {
            Candidate candidate =
                    new Candidate(numbered.sequenceNumber(), numbered.message(), view.isRecent(numbered.message()));
            if (wanted.matches(candidate)) {
                found.add(byUid ? numbered.message().uid() : numbered.sequenceNumber());
                highestModSeq = Math.max(highestModSeq, numbered.message().modSeq());
            }
            return candidate.wasRead() ? numbered.message().size() : 0;
        }

        private Untagged result() {
            return out -> {
                out.text("SEARCH");
                for (long number : found) {
                    out.space().number(number);
                }
                if (withModSeq && !found.isEmpty()) {
                    out.text(" (MODSEQ ").number(highestModSeq).octet(')');
                }
            };
        }
    }
}
