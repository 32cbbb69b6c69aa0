package io.pymap.imap.extension;

import io.pymap.imap.command.search.InSet;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.MessageSet;
import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.SearchArguments;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.search.Criterion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MESSAGELIMIT: how many messages one command works on, where that is limited. The commands keep to it; what is here tells
 * it, and has the keys by which a client goes on. RFC 9738.
 */
public final class MessageLimit implements Extension {

    private static final String NAME = "MESSAGELIMIT";

    private static final long MAX_UID = 0xFFFF_FFFFL;
    private static final Criterion NOTHING = Criterion.not(Criterion.ALL);

    /** RFC 9738 3.3: threads of some of the messages only would be none. */
    private static final Set<String> ALL_OR_NOTHING = Set.of("THREAD", "UID THREAD");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 9738";
    }

    @Override
    public String summary() {
        return "Commands that work on so many messages at most, where that is set; UIDAFTER and UIDBEFORE";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        long most = session.connection().messagesAtOnce();
        return session instanceof Authenticated && most != Limits.NONE ? List.of(NAME + "=" + most) : List.of();
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of("UIDAFTER", in -> between(uid(in) + 1, MAX_UID), "UIDBEFORE", in -> between(1, uid(in) - 1));
    }

    private static long uid(SearchArguments in) {
        return in.reader().space().nonZeroNumber();
    }

    private static Criterion between(long first, long last) {
        return first > last ? NOTHING : new InSet(new MessageSet(true, List.of(new Range(first, last))));
    }

    @Override
    public Optional<Reply> refusal(CommandSpec<?> command, SessionState session) {
        long most = session.connection().messagesAtOnce();
        boolean refused = ALL_OR_NOTHING.contains(command.name())
                && session instanceof Selected selected
                && selected.view().size() > most;
        return refused
                ? Optional.of(Reply.no(ResponseCode.of(NAME, most), "Too many messages for threads."))
                : Optional.empty();
    }
}
