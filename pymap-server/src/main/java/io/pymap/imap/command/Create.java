package io.pymap.imap.command;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CREATE. RFC 3501 6.3.3. Missing parents come to be as names only. */
record Create(MailboxName mailbox, List<Parameter> parameters) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS = List.of(CommandSpec.of("CREATE", Authenticated.class, Create::parse));

    private static Create parse(ArgumentReader in, Vocabulary words) {
        String name = in.space().mailboxText();
        // A delimiter at the end announces inferiors, for which we need no announcement.
        boolean announced = name.length() > 1 && name.charAt(name.length() - 1) == MailboxName.DELIMITER;
        MailboxName mailbox = new MailboxName(announced ? name.substring(0, name.length() - 1) : name);
        return new Create(mailbox, in.skip(' ') ? words.parameters("CREATE", in) : List.of());
    }

    @Override
    public Reply execute(Authenticated session) {
        Map<String, byte[]> annotations = new HashMap<>();
        parameters.forEach(parameter -> annotations.putAll(parameter.annotations()));
        Mailbox created = session.account().create(mailbox, Annotations.of(annotations));
        return session.connection().offers("OBJECTID")
                ? Reply.ok(new ResponseCode("MAILBOXID (" + created.id() + ")"), "CREATE completed.")
                : Reply.ok("CREATE completed.");
    }
}
