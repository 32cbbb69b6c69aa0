package io.pymap.imap.extension.acl;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ListOption;
import io.pymap.imap.vocabulary.ListedName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LIST-MYRIGHTS: one's own rights behind each mailbox of LIST. RFC 8440. */
public final class ListMyRights implements Extension {

    @Override
    public String name() {
        return "LIST-MYRIGHTS";
    }

    @Override
    public String source() {
        return "RFC 8440";
    }

    @Override
    public String summary() {
        return "LIST tells one's own rights on each mailbox";
    }

    @Override
    public Set<String> needs() {
        return Set.of("LIST-EXTENDED", AccessControl.NAME);
    }

    @Override
    public Map<String, ListOption.Parser> listReturnOptions() {
        return Map.of("MYRIGHTS", (in, words) -> new ListOption() {
            @Override
            public List<Untagged> after(ListedName name, Authenticated session) {
                return name.mailbox()
                        .map(mailbox -> List.of(AccessControl.myRights(name.name(), mailbox.rights())))
                        .orElse(List.of());
            }
        });
    }
}
