package io.pymap.imap.command;

import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of LIST or its kin. RFC 9051 7.3.1.
 *
 * @param word that it begins with
 * @param name empty where only the delimiter is told
 * @param childInfo why the name is told for those below it (RFC 5258 3.5)
 * @param oldName under which the client knows the mailbox (RFC 9051 6.3.9.7)
 */
public record Listed(
        String word,
        Set<String> attributes,
        Optional<MailboxName> name,
        List<String> childInfo,
        Optional<MailboxName> oldName)
        implements Untagged {

    public Listed(String word, Set<String> attributes, Optional<MailboxName> name) {
        this(word, attributes, name, List.of(), Optional.empty());
    }

    @Override
    public void writeTo(ResponseWriter out) {
        out.text(word).text(" (").text(String.join(" ", attributes)).text(") \"/\" ");
        if (name.isPresent()) {
            out.mailbox(name.get());
        } else {
            out.text("\"\"");
        }
        if (!childInfo.isEmpty()) {
            out.text(" (\"CHILDINFO\" (\"")
                    .text(String.join("\" \"", childInfo))
                    .text("\"))");
        }
        if (oldName.isPresent()) {
            out.text(" (\"OLDNAME\" (").mailbox(oldName.get()).text("))");
        }
    }
}
