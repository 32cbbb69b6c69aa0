package io.pymap.imap.command;

import io.pymap.imap.command.fetch.Fetch;
import io.pymap.imap.command.fetch.FetchItems;
import io.pymap.imap.command.search.Search;
import io.pymap.imap.command.search.SearchKeys;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.imap.vocabulary.StatusItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What both revisions of the protocol have: the first of the extensions, and the only one that is always there. */
public final class BaseProtocol implements Extension {

    @Override
    public String name() {
        return "IMAP4";
    }

    @Override
    public String source() {
        return "RFC 9051, RFC 3501";
    }

    @Override
    public String summary() {
        return "What both revisions have, with STARTTLS and SASL";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        List<String> words = new ArrayList<>();
        if (session.connection().canStartTls() && session instanceof NotAuthenticated) {
            words.add("STARTTLS");
        }
        if (session instanceof NotAuthenticated anonymous) {
            if (!session.connection().allowsPasswords()) {
                words.add("LOGINDISABLED");
            }
            Authenticate.mechanisms(anonymous).names().forEach(name -> words.add("AUTH=" + name));
        }
        return words;
    }

    @Override
    public List<CommandSpec<?>> commands() {
        List<CommandSpec<?>> all = new ArrayList<>();
        all.addAll(AnyTime.SPECS);
        all.addAll(Authenticate.SPECS);
        all.addAll(Login.SPECS);
        all.addAll(StartTls.SPECS);
        all.addAll(Append.SPECS);
        all.addAll(Create.SPECS);
        all.addAll(Delete.SPECS);
        all.addAll(ListMailboxes.SPECS);
        all.addAll(Rename.SPECS);
        all.addAll(Select.SPECS);
        all.addAll(Status.SPECS);
        all.addAll(Subscribe.SPECS);
        all.addAll(Close.SPECS);
        all.addAll(Copy.SPECS);
        all.addAll(Expunge.SPECS);
        all.addAll(Fetch.SPECS);
        all.addAll(Search.SPECS);
        all.addAll(Store.SPECS);
        return all;
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return FetchItems.ALL;
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return SearchKeys.ALL;
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Status.ITEMS;
    }
}
