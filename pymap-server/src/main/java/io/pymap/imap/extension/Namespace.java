package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.mailbox.Namespaces;
import java.util.List;

/** NAMESPACE: where mailboxes are; a user's own ones have no prefix. RFC 2342. */
public final class Namespace implements Extension {

    @Override
    public String name() {
        return "NAMESPACE";
    }

    @Override
    public String source() {
        return "RFC 2342";
    }

    @Override
    public String summary() {
        return "Where a user's mailboxes are";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.bare(
                "NAMESPACE",
                Authenticated.class,
                session -> Reply.ok("NAMESPACE completed.")
                        .with(new Told(session.account().namespaces()))));
    }

    private record Told(Namespaces namespaces) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text("NAMESPACE");
            for (List<String> prefixes : List.of(namespaces.personal(), namespaces.others(), namespaces.shared())) {
                out.space();
                if (prefixes.isEmpty()) {
                    out.nil();
                    continue;
                }
                out.octet('(');
                prefixes.forEach(prefix -> out.octet('(').string(prefix).text(" \"/\")"));
                out.octet(')');
            }
        }
    }
}
