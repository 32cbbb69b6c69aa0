package io.pymap.imap.command;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Parameter;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SELECT and EXAMINE. RFC 3501 6.3.1, 6.3.2. */
record Select(MailboxName mailbox, boolean examine, List<Parameter> parameters, Vocabulary words)
        implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("SELECT", Authenticated.class, (in, words) -> parse(false, in, words), Trait.DESELECTS),
            CommandSpec.of("EXAMINE", Authenticated.class, (in, words) -> parse(true, in, words), Trait.DESELECTS));

    private static Select parse(boolean examine, ArgumentReader in, Vocabulary words) {
        MailboxName mailbox = in.space().mailboxName();
        List<Parameter> parameters = in.skip(' ') ? words.parameters("SELECT", in) : List.of();
        return new Select(mailbox, examine, parameters, words);
    }

    @Override
    public Reply execute(Authenticated session) {
        Mailbox found = session.account()
                .find(mailbox)
                .orElseThrow(() -> new Refusal(ResponseCode.NONEXISTENT, "Mailbox does not exist."));
        parameters.forEach(parameter -> parameter.prepare(session.connection()));
        MailboxView view = new MailboxView(found, examine, session.connection());
        Selected next = new Selected(session, mailbox, view);
        ResponseCode access = view.readOnly() ? ResponseCode.READ_ONLY : ResponseCode.READ_WRITE;
        return Reply.ok(access, examine ? "Examined mailbox." : "Selected mailbox.")
                .with(told(next))
                .entering(next);
    }

    private List<Untagged> told(Selected next) {
        MailboxView view = next.view();
        Flags known = view.mailbox().flags();
        List<Untagged> told = new ArrayList<>();
        String permanent =
                view.readOnly() ? "" : permanentFlags(known, view.mailbox().rights());
        told.add(Untagged.ok(
                new ResponseCode("PERMANENTFLAGS (" + permanent + ")"),
                view.readOnly() ? "Read-only mailbox." : "Flags permitted."));
        boolean rev2 = next.connection().rev2();
        Flags all = rev2 ? known : known.plus(Flags.of(Flags.RECENT));
        told.add(out -> out.text("FLAGS ").flags(all));
        told.add(new Untagged.Exists(view.size()));
        if (!rev2) {
            told.add(new Untagged.Recent(view.recentCount()));
        }
        told.add(Untagged.ok(ResponseCode.of("UIDNEXT", view.mailbox().counts().uidNext()), "Predicted next UID."));
        told.add(Untagged.ok(ResponseCode.of("UIDVALIDITY", view.mailbox().uidValidity()), "UIDs valid."));
        if (!rev2 && !next.connection().enabled("UIDONLY")) {
            firstUnseen(view).ifPresent(told::add);
        }
        told.addAll(words.onSelect(next));
        parameters.forEach(parameter -> told.addAll(parameter.onSelected(next)));
        return told;
    }

    /** Those that the user may change. RFC 4314 5.1.1. */
    private static String permanentFlags(Flags known, Rights rights) {
        List<String> permanent = new ArrayList<>();
        for (String flag : known) {
            char right = flag.equals(Flags.SEEN)
                    ? Rights.KEEP_SEEN
                    : flag.equals(Flags.DELETED) ? Rights.DELETE_MESSAGES : Rights.WRITE_FLAGS;
            if (rights.has(right)) {
                permanent.add(flag);
            }
        }
        if (rights.has(Rights.WRITE_FLAGS)) {
            permanent.add("\\*");
        }
        return String.join(" ", permanent);
    }

    private static Optional<Untagged> firstUnseen(MailboxView view) {
        for (int number = 1; number <= view.size(); number++) {
            if (!view.message(number).flags().contains(Flags.SEEN)) {
                return Optional.of(Untagged.ok(ResponseCode.of("UNSEEN", number), "First unseen message."));
            }
        }
        return Optional.empty();
    }
}
