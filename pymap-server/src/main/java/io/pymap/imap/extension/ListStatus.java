package io.pymap.imap.extension;

import io.pymap.imap.command.Status;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ListOption;
import io.pymap.imap.vocabulary.ListedName;
import io.pymap.mailbox.Rights;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LIST-STATUS: a STATUS response behind each mailbox of LIST. RFC 5819. */
public final class ListStatus implements Extension {

    @Override
    public String name() {
        return "LIST-STATUS";
    }

    @Override
    public String source() {
        return "RFC 5819";
    }

    @Override
    public String summary() {
        return "LIST tells the STATUS of each mailbox";
    }

    @Override
    public Set<String> needs() {
        return Set.of("LIST-EXTENDED");
    }

    @Override
    public Map<String, ListOption.Parser> listReturnOptions() {
        return Map.of("STATUS", (in, words) -> new Told(Status.Items.parse(in, words)));
    }

    private record Told(Status.Items items) implements ListOption {
        @Override
        public List<Untagged> after(ListedName name, Authenticated session) {
            return name.mailbox()
                    .filter(mailbox -> mailbox.rights().has(Rights.READ)) // RFC 5819 2: else there is no STATUS
                    .map(mailbox -> List.of(items.told(name.name(), mailbox, session)))
                    .orElse(List.of());
        }
    }
}
