package io.pymap.imap.command;

import io.pymap.imap.command.fetch.FetchItems;
import io.pymap.imap.command.search.SearchKeys;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.imap.vocabulary.StatusItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** IMAP4rev1: what RFC 9051 (appendix E) has taken out again. A server without it speaks IMAP4rev2 from the greeting on. */
public final class Rev1 implements Extension {

    @Override
    public String name() {
        return "IMAP4rev1";
    }

    @Override
    public String source() {
        return "RFC 3501";
    }

    @Override
    public String summary() {
        return "The protocol as most clients speak it, with RFC 2180's manners for mailboxes in common use";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return List.of(name());
    }

    @Override
    public List<CommandSpec<?>> commands() {
        List<CommandSpec<?>> all = new ArrayList<>(ListMailboxes.REV1);
        all.addAll(Close.REV1);
        return all;
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return FetchItems.REV1;
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return SearchKeys.REV1;
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Status.REV1;
    }
}
