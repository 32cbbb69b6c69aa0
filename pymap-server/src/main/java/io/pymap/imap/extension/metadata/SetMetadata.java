package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** SETMETADATA. RFC 5464 4.3. */
record SetMetadata(Optional<MailboxName> mailbox, Map<String, Optional<byte[]>> values, Vocabulary words)
        implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("SETMETADATA", Authenticated.class, SetMetadata::parse);

    private static SetMetadata parse(ArgumentReader in, Vocabulary words) {
        Optional<MailboxName> mailbox = Entries.mailbox(in.space());
        Map<String, Optional<byte[]>> values = new LinkedHashMap<>();
        in.space().expect('(');
        do {
            String entry = Entries.entry(in);
            values.put(entry, value(in.space()));
        } while (in.skip(' '));
        in.expect(')');
        return new SetMetadata(mailbox, values, words);
    }

    /** A string, a literal8, or NIL, which removes the entry. */
    private static Optional<byte[]> value(ArgumentReader in) {
        if (in.nextIsLiteral()) {
            Content.InMemory octets = in.literal().content().load();
            return Optional.of(Arrays.copyOfRange(octets.array(), octets.offset(), octets.offset() + octets.length()));
        }
        if (in.nextIsString()) {
            return Optional.of(in.stringOctets());
        }
        if (!in.keyword().equals("NIL")) {
            throw in.expected("a string or NIL before this");
        }
        return Optional.empty();
    }

    @Override
    public Reply execute(Authenticated session) {
        for (Optional<byte[]> value : values.values()) {
            if (value.isPresent() && value.get().length > Annotations.MAX_VALUE) {
                throw new Refusal(
                        ResponseCode.of("METADATA MAXSIZE", Annotations.MAX_VALUE), "The value is too large.");
            }
        }
        AnnotationNews.expect(session.connection(), mailbox, values);
        try {
            if (mailbox.isPresent()) {
                words.annotating(values, session);
                Entries.find(mailbox.get(), session).annotate(values);
            } else {
                requireAdmin(session);
                session.account().annotate(values);
            }
        } catch (MailboxException.OverLimit e) {
            throw new Refusal(new ResponseCode("METADATA TOOMANY"), String.valueOf(e.getMessage()));
        }
        return Reply.ok("SETMETADATA completed.");
    }

    /** What all users of a server see only an administrator may change. */
    private void requireAdmin(Authenticated session) {
        boolean shared = values.keySet().stream().anyMatch(entry -> entry.startsWith("/shared/"));
        if (shared && !session.admin()) {
            throw new Refusal(ResponseCode.NO_PERMISSION, "Only an administrator sets shared entries of the server.");
        }
    }
}
