package io.pymap.imap.extension;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.NewsSource;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.imap.vocabulary.StatusItem;
import io.pymap.mailbox.Message;
import io.pymap.search.Criterion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CONDSTORE: every message has a mod-sequence. RFC 7162 3.1. */
public final class Condstore implements Extension {

    private static final String NAME = "CONDSTORE";
    private static final ModSeq MODSEQ = new ModSeq("MODSEQ");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 7162";
    }

    @Override
    public String summary() {
        return "Mod-sequences: what has changed since, STORE only if unchanged";
    }

    @Override
    public Set<String> features() {
        return Set.of(NAME);
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return Map.of(MODSEQ.name(), in -> MODSEQ);
    }

    /** RFC 7162 3.1: what enables this in the middle of a mailbox is told where that stands. */
    public static void enableIn(Connection connection) {
        if (!connection.tellsModSeq() && connection.enable(NAME)) {
            connection.add(new TellOnce(connection));
        }
    }

    private record TellOnce(Connection connection) implements NewsSource {
        @Override
        public List<Untagged> news(Authenticated session, boolean mayExpunge) {
            connection.remove(this);
            return session instanceof Selected selected ? List.of(highest(selected)) : List.of();
        }

        @Override
        public boolean endsWithMailbox() {
            return true;
        }
    }

    /** The mod-sequence of a message. RFC 7162 3.1.4.2. */
    private record ModSeq(String name) implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text("MODSEQ (").number(message.message().modSeq()).octet(')');
        }

        @Override
        public void prepare(Connection connection) {
            enableIn(connection);
        }
    }

    @Override
    public Map<Parameter.Key, Parameter.Parser> parameters() {
        return Map.of(
                new Parameter.Key("SELECT", NAME), in -> new Enabling(),
                new Parameter.Key("FETCH", "CHANGEDSINCE"),
                        in -> new ChangedSince(in.space().number63()),
                new Parameter.Key("STORE", "UNCHANGEDSINCE"),
                        in -> new UnchangedSince(in.space().number63()));
    }

    /** {@code SELECT mailbox (CONDSTORE)}. RFC 7162 3.1.8. */
    private record Enabling() implements Parameter {
        @Override
        public void prepare(Connection connection) {
            connection.enable(NAME); // SELECT tells HIGHESTMODSEQ anyway
        }
    }

    /** RFC 7162 3.1.4.1. */
    private record ChangedSince(long changedSince) implements Parameter {
        @Override
        public void prepare(Connection connection) {
            enableIn(connection);
        }

        @Override
        public boolean includes(Message message) {
            return message.modSeq() > changedSince;
        }

        @Override
        public List<FetchItem> items() {
            return List.of(MODSEQ);
        }
    }

    /** RFC 7162 3.1.3. */
    private record UnchangedSince(long unchangedSince) implements Parameter {
        @Override
        public void prepare(Connection connection) {
            enableIn(connection);
        }
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of("MODSEQ", Condstore::modSeqKey);
    }

    /** RFC 7162 3.1.5: mod-sequences are one a message here, so the entry that may be named is read and not used. */
    private static Criterion modSeqKey(SearchArguments in) {
        ArgumentReader reader = in.reader().space();
        if (reader.nextIsString()) {
            String entry = reader.string();
            if (!entry.startsWith("/flags/")) {
                throw reader.expected("an entry that begins with /flags/ before this");
            }
            if (!Set.of("PRIV", "SHARED", "ALL").contains(reader.space().keyword())) {
                throw reader.expected("priv, shared or all before this");
            }
            reader.space();
        }
        long modSeq = reader.number63();
        in.askForModSeq();
        return message -> message.message().modSeq() >= modSeq;
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of("HIGHESTMODSEQ", (mailbox, counts, session) -> {
            enableIn(session.connection()); // RFC 7162 3.1: a CONDSTORE enabling command
            return Long.toString(counts.highestModSeq());
        });
    }

    @Override
    public List<Untagged> onSelect(Selected session) {
        return List.of(highest(session));
    }

    private static Untagged highest(Selected session) {
        long modSeq = session.view().syncedTo();
        return Untagged.ok(ResponseCode.of("HIGHESTMODSEQ", modSeq), "Highest mod-sequence.");
    }
}
