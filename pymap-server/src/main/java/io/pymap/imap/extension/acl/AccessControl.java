package io.pymap.imap.extension.acl;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Rights;
import java.util.List;
import java.util.Map;

/** ACL: who may do what with a mailbox. RFC 4314. */
public final class AccessControl implements Extension {

    static final String NAME = "ACL";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 4314";
    }

    @Override
    public String summary() {
        return "Rights on mailboxes; what others share is below `Other Users/` and `Shared/`";
    }

    /** RFC 4314 2.2: the rights that RFC 2086 had not. */
    @Override
    public List<String> capabilities(SessionState session) {
        return session instanceof Authenticated ? List.of(NAME, "RIGHTS=kxte") : List.of();
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(
                CommandSpec.of("SETACL", Authenticated.class, (in, words) -> setAcl(in)),
                CommandSpec.of("DELETEACL", Authenticated.class, (in, words) -> deleteAcl(in)),
                CommandSpec.of("GETACL", Authenticated.class, (in, words) -> getAcl(in)),
                CommandSpec.of("LISTRIGHTS", Authenticated.class, (in, words) -> listRights(in)),
                CommandSpec.of("MYRIGHTS", Authenticated.class, (in, words) -> myRights(in)));
    }

    private static Command<Authenticated> setAcl(ArgumentReader in) {
        MailboxName name = in.space().mailboxName();
        String identifier = identifier(in.space());
        RightsText.Given given = RightsText.parse(in.space());
        return session -> {
            find(name, session).changeAcl(new Acl.Change(identifier, given.mode(), given.rights()));
            return Reply.ok("SETACL completed.");
        };
    }

    private static Command<Authenticated> deleteAcl(ArgumentReader in) {
        MailboxName name = in.space().mailboxName();
        String identifier = identifier(in.space());
        return session -> {
            find(name, session).changeAcl(new Acl.Change(identifier, Acl.Mode.REPLACE, Rights.NONE));
            return Reply.ok("DELETEACL completed.");
        };
    }

    private static Command<Authenticated> getAcl(ArgumentReader in) {
        MailboxName name = in.space().mailboxName();
        return session -> {
            Acl acl = find(name, session).acl();
            Untagged told = out -> {
                out.text("ACL ").mailbox(name);
                for (Map.Entry<String, Rights> entry : acl.entries().entrySet()) {
                    out.space().astring(entry.getKey()).space().text(RightsText.of(entry.getValue()));
                }
            };
            return Reply.ok("GETACL completed.").with(told);
        };
    }

    /** RFC 4314 3.7: the owner always has the rights to see and to administer; all others are given one by one. */
    private static Command<Authenticated> listRights(ArgumentReader in) {
        MailboxName name = in.space().mailboxName();
        String identifier = identifier(in.space());
        return session -> {
            find(name, session).acl();
            Rights always = identifier.equals(session.account().ownerOf(name)) ? new Rights("la") : Rights.NONE;
            Rights optional = Rights.ALL.minus(always);
            Untagged told = out -> {
                out.text("LISTRIGHTS ")
                        .mailbox(name)
                        .space()
                        .astring(identifier)
                        .space();
                out.text(always.isEmpty() ? "\"\"" : always.letters());
                optional.letters().chars().forEach(letter -> out.space().octet((char) letter));
            };
            return Reply.ok("LISTRIGHTS completed.").with(told);
        };
    }

    private static Command<Authenticated> myRights(ArgumentReader in) {
        MailboxName name = in.space().mailboxName();
        return session -> Reply.ok("MYRIGHTS completed.")
                .with(myRights(name, find(name, session).rights()));
    }

    static Untagged myRights(MailboxName name, Rights rights) {
        return out -> out.text("MYRIGHTS ").mailbox(name).space().text(RightsText.of(rights));
    }

    private static String identifier(ArgumentReader in) {
        String identifier = in.astring();
        if (identifier.isEmpty() || identifier.equals("-")) {
            throw in.expected("the name of a user, or anyone, before this");
        }
        return identifier;
    }

    private static Mailbox find(MailboxName name, Authenticated session) {
        return session.account()
                .find(name)
                .orElseThrow(() -> new Refusal(ResponseCode.NONEXISTENT, "Mailbox does not exist."));
    }
}
