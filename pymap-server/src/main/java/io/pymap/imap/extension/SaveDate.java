package io.pymap.imap.extension;

import io.pymap.imap.syntax.ImapDate;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.mailbox.InternalDate;
import io.pymap.search.Candidate;
import io.pymap.search.Criterion;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** SAVEDATE: when a message came into its mailbox, which every mailbox here knows, in UTC. RFC 8514. */
public final class SaveDate implements Extension {

    @Override
    public String name() {
        return "SAVEDATE";
    }

    @Override
    public String source() {
        return "RFC 8514";
    }

    @Override
    public String summary() {
        return "When a message came into its mailbox, to fetch and to search";
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return Map.of(name(), in -> new SavedAt());
    }

    private record SavedAt() implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text("SAVEDATE \"")
                    .text(ImapDate.format(InternalDate.of(message.message().saveDate())))
                    .octet('"');
        }
    }

    /** RFC 8514 4.3. */
    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of(
                "SAVEDBEFORE", compared(order -> order < 0),
                "SAVEDON", compared(order -> order == 0),
                "SAVEDSINCE", compared(order -> order >= 0),
                "SAVEDATESUPPORTED", in -> Criterion.ALL);
    }

    private static SearchKeyword compared(IntPredicate comparison) {
        return in -> Criterion.date(SaveDate::day, in.reader().space().date(), comparison);
    }

    private static Optional<LocalDate> day(Candidate message) {
        return Optional.of(LocalDate.ofInstant(message.message().saveDate(), ZoneOffset.UTC));
    }
}
