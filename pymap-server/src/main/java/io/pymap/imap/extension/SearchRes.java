package io.pymap.imap.extension;

import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** SEARCHRES: {@code SEARCH RETURN (SAVE)}, and {@code $} wherever a set of messages may stand. RFC 5182. */
public final class SearchRes implements Extension {

    @Override
    public String name() {
        return "SEARCHRES";
    }

    @Override
    public String source() {
        return "RFC 5182";
    }

    @Override
    public String summary() {
        return "The last search result as `$` in other commands";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ESEARCH");
    }

    @Override
    public Map<String, ReturnOption.Parser> returnOptions() {
        return Map.of("SAVE", in -> new Save());
    }

    private record Save() implements ReturnOption {
        @Override
        public boolean tells() {
            return false;
        }

        @Override
        public boolean goesWith(boolean selected, boolean others) {
            return selected && !others;
        }

        /** RFC 5182 2.4: only what is told, where that is some of the messages; all where something else is asked for. */
        @Override
        public Optional<Untagged> completed(Selected session, SearchRun run, Found found) {
            List<ReturnOption> telling =
                    run.options().stream().filter(ReturnOption::tells).toList();
            boolean some = !telling.isEmpty()
                    && telling.stream().noneMatch(option -> option.of(found).count() == found.count());
            session.view()
                    .save(
                            some
                                    ? telling.stream()
                                            .flatMapToLong(
                                                    option -> option.of(found).uids())
                                    : found.uids());
            return Optional.empty();
        }

        @Override
        public void failed(Selected session) {
            session.view().save(LongStream.empty());
        }
    }
}
