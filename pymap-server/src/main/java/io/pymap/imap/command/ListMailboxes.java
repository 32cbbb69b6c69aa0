package io.pymap.imap.command;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** LIST and LSUB. RFC 3501 6.3.8, 6.3.9; \HasChildren and \HasNoChildren by RFC 3348. */
record ListMailboxes(String command, String pattern, boolean withChildren) implements Command<Authenticated> {

    static final List<CommandSpec<?>> SPECS =
            List.of(CommandSpec.of("LIST", Authenticated.class, (in, words) -> parse("LIST", in, words)));

    /** Gone in IMAP4rev2. */
    static final List<CommandSpec<?>> REV1 =
            List.of(CommandSpec.of("LSUB", Authenticated.class, (in, words) -> parse("LSUB", in, words)));

    private static ListMailboxes parse(String command, ArgumentReader in, Vocabulary words) {
        String reference = in.space().mailboxText();
        String pattern = in.space().listPattern();
        // The reference is a prefix; one that is followed by an empty pattern only asks for the delimiter.
        return new ListMailboxes(command, pattern.isEmpty() ? "" : reference + pattern, words.has("CHILDREN"));
    }

    /** One line of the answer. */
    private record Listed(String command, List<String> attributes, Optional<MailboxName> name) implements Untagged {
        @Override
        public void writeTo(ResponseWriter out) {
            out.text(command).text(" (").text(String.join(" ", attributes)).text(") \"/\" ");
            if (name.isPresent()) {
                out.mailbox(name.get());
            } else {
                out.text("\"\"");
            }
        }
    }

    @Override
    public Reply execute(Authenticated session) {
        Reply reply = Reply.ok(command + " completed.");
        if (pattern.isEmpty()) {
            return reply.with(new Listed(command, List.of("\\Noselect"), Optional.empty()));
        }
        return reply.with(command.equals("LIST") ? list(session) : subscribed(session));
    }

    private List<Listed> list(Authenticated session) {
        List<MailboxName> existing = session.account().mailboxes();
        Set<MailboxName> parents = parents(existing);
        TreeSet<MailboxName> names = new TreeSet<>(existing);
        names.addAll(parents);
        return lines(names, new HashSet<>(existing), parents);
    }

    /**
     * The subscribed names; a parent that {@code %} stops at is told as \Noselect where something below it is subscribed
     * (RFC 3501 6.3.9).
     */
    private List<Listed> subscribed(Authenticated session) {
        List<MailboxName> subscribed = session.account().subscriptions();
        TreeSet<MailboxName> names = new TreeSet<>(subscribed);
        Set<MailboxName> selectable = new HashSet<>(subscribed);
        if (pattern.indexOf('%') >= 0) {
            names.addAll(parents(subscribed));
        }
        return lines(names, selectable, parents(session.account().mailboxes()));
    }

    private List<Listed> lines(Collection<MailboxName> names, Set<MailboxName> selectable, Set<MailboxName> parents) {
        ListPattern wanted = new ListPattern(pattern);
        List<Listed> lines = new ArrayList<>();
        for (MailboxName name : names) {
            if (wanted.matches(name)) {
                List<String> attributes = new ArrayList<>(2);
                if (!selectable.contains(name)) {
                    attributes.add("\\Noselect");
                }
                if (withChildren) {
                    attributes.add(parents.contains(name) ? "\\HasChildren" : "\\HasNoChildren");
                }
                lines.add(new Listed(command, attributes, Optional.of(name)));
            }
        }
        return lines;
    }

    private static Set<MailboxName> parents(List<MailboxName> names) {
        Set<MailboxName> parents = new HashSet<>();
        for (MailboxName name : names) {
            Optional<MailboxName> parent = name.parent();
            while (parent.isPresent() && parents.add(parent.get())) {
                parent = parent.get().parent();
            }
        }
        return parents;
    }
}
