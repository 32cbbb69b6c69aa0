package io.pymap.imap.extension.context;

import io.pymap.imap.extension.context.UpdatedResult.Placed;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.syntax.UidSet;
import io.pymap.imap.vocabulary.SearchRun;
import java.util.List;

/** ESEARCH with ADDTO or REMOVEFROM. RFC 5267 4.3.3, 4.3.4. */
record UpdateResponse(SearchRun run, String item, List<Placed> placed) implements Untagged {

    @Override
    public void writeTo(ResponseWriter out) {
        out.text("ESEARCH (TAG ").string(run.tag()).octet(')');
        if (run.byUid()) {
            out.text(" UID");
        }
        out.space().text(item).text(" (");
        int at = 0;
        while (at < placed.size()) {
            int end = at + 1;
            while (end < placed.size() && continues(at, end)) {
                end++;
            }
            out.text(at == 0 ? "" : " ").number(placed.get(at).place()).space();
            out.text(
                    UidSet.of(placed.subList(at, end).stream().map(this::number).toList()));
            at = end;
        }
        out.octet(')');
    }

    /** Whether the message at the end goes with those from the start on: as one set, put in or taken out at one place. */
    private boolean continues(int start, int end) {
        int first = placed.get(start).place();
        return placed.get(end).place() == (first > 0 && item.equals("ADDTO") ? first + end - start : first);
    }

    private long number(Placed each) {
        return run.byUid() ? each.message().message().uid() : each.message().sequenceNumber();
    }
}
