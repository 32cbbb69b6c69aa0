package io.pymap.imap.extension.context;

import io.pymap.imap.command.search.Matching;
import io.pymap.imap.extension.PartialResults;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.imap.vocabulary.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What both kinds of contexts add behind RETURN. RFC 5267 4. */
final class ContextOptions {

    static final Map<String, ReturnOption.Parser> ALL =
            Map.of("CONTEXT", in -> Hint.CONTEXT, "UPDATE", in -> Update.UPDATE, "PARTIAL", PartialResults.PAGE);

    /** Results that a session may have kept up to date, and messages in all of them together. RFC 5267 4.3.1. */
    private static final int MAX_RESULTS = 16;

    private static final int MAX_MESSAGES = 1_000_000;

    private ContextOptions() {}

    private static void requireContext(Selected session, SearchRun run) {
        String needed = run.order().isPresent() ? "CONTEXT=SORT" : "CONTEXT=SEARCH";
        if (!session.connection().offers(needed)) {
            throw new SyntaxException("Expected neither CONTEXT nor UPDATE in " + run.command() + ".");
        }
    }

    /** {@code CONTEXT}, of which nothing need be made. RFC 5267 4.2. */
    private enum Hint implements ReturnOption {
        CONTEXT;

        @Override
        public boolean tells() {
            return false;
        }

        @Override
        public void prepare(Selected session, SearchRun run) {
            requireContext(session, run);
        }
    }

    /** {@code UPDATE}. RFC 5267 4.3. */
    private enum Update implements ReturnOption {
        UPDATE;

        @Override
        public boolean tells() {
            return false;
        }

        @Override
        public void prepare(Selected session, SearchRun run) {
            requireContext(session, run);
            if (UpdatedResult.of(session.view(), run.tag()).isPresent()) {
                throw new SyntaxException("Expected a tag that no result has which is kept up to date.");
            }
        }

        @Override
        public boolean goesWith(boolean selected, boolean others) {
            return selected;
        }

        @Override
        public Optional<Untagged> completed(Selected session, SearchRun run, Found found) {
            MailboxView view = session.view();
            List<UpdatedResult> others = UpdatedResult.all(view);
            int messages = found.count()
                    + others.stream().mapToInt(UpdatedResult::size).sum();
            if (others.size() >= MAX_RESULTS || messages > MAX_MESSAGES) {
                return Optional.of(out ->
                        out.text("NO [NOUPDATE ").string(run.tag()).text("] Too many results are kept up to date."));
            }
            UpdatedResult.Places places = run.order()
                    .<UpdatedResult.Places>map(order -> sorted(order, session, found))
                    .orElseGet(() -> new MailboxOrder(found.uids()));
            view.add(new UpdatedResult(run, view, run.program().criterion().within(Matching.extent(session)), places));
            return Optional.empty();
        }

        private static SortedOrder sorted(SortOrder order, Selected session, Found found) {
            List<Numbered> messages = new ArrayList<>(found.count());
            for (int place = 0; place < found.count(); place++) {
                messages.add(found.numbered(place));
            }
            return new SortedOrder(order, session.connection().summaries(), messages);
        }
    }
}
