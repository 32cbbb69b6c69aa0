package io.pymap.imap.extension;

import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.FetchedMessage;
import io.pymap.imap.vocabulary.SearchKeyword;
import io.pymap.imap.vocabulary.StatusItem;
import java.util.List;
import java.util.Map;

/** OBJECTID: MAILBOXID, EMAILID and THREADID. RFC 8474. */
public final class ObjectId implements Extension {

    @Override
    public String name() {
        return "OBJECTID";
    }

    @Override
    public String source() {
        return "RFC 8474";
    }

    @Override
    public String summary() {
        return "Ids of mailboxes, messages and threads that never change";
    }

    @Override
    public Map<String, FetchItem.Parser> fetchItems() {
        return Map.of("EMAILID", in -> new EmailId(), "THREADID", in -> new ThreadId());
    }

    private record EmailId() implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text("EMAILID (").text(message.message().emailId()).octet(')');
        }
    }

    private record ThreadId() implements FetchItem {
        @Override
        public void writeTo(ResponseWriter out, FetchedMessage message) {
            out.text("THREADID (").text(message.message().threadId()).octet(')');
        }
    }

    @Override
    public Map<String, SearchKeyword> searchKeys() {
        return Map.of(
                "EMAILID",
                        in -> {
                            String id = in.string();
                            return message -> message.message().emailId().equals(id);
                        },
                "THREADID",
                        in -> {
                            String id = in.string();
                            return message -> message.message().threadId().equals(id);
                        });
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of("MAILBOXID", (mailbox, counts, session) -> "(" + mailbox.id() + ")");
    }

    @Override
    public List<Untagged> onSelect(Selected session) {
        String id = session.view().mailbox().id();
        return List.of(Untagged.ok(new ResponseCode("MAILBOXID (" + id + ")"), "Object ID."));
    }
}
