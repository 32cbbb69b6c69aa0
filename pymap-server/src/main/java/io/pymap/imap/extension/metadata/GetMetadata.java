package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** GETMETADATA. RFC 5464 4.2. */
record GetMetadata(Optional<MailboxName> mailbox, List<String> entries, Options options)
        implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("GETMETADATA", Authenticated.class, (in, words) -> parse(in));

    /**
     * Which values are told.
     *
     * @param maxSize in octets
     * @param depth levels below the entry that was named
     */
    private record Options(long maxSize, int depth) {

        static final Options NONE = new Options(Long.MAX_VALUE, 0);

        static Options parse(ArgumentReader in) {
            long maxSize = Long.MAX_VALUE;
            int depth = 0;
            in.expect('(');
            do {
                switch (in.keyword()) {
                    case "MAXSIZE" -> maxSize = in.space().number();
                    case "DEPTH" -> depth = depth(in.space());
                    default -> throw in.expected("MAXSIZE or DEPTH before this");
                }
            } while (in.skip(' '));
            in.expect(')');
            return new Options(maxSize, depth);
        }

        private static int depth(ArgumentReader in) {
            return switch (in.keyword()) {
                case "0" -> 0;
                case "1" -> 1;
                case "INFINITY" -> Integer.MAX_VALUE;
                default -> throw in.expected("0, 1 or infinity before this");
            };
        }
    }

    /** The grammar has the options ahead of the mailbox, the examples of the RFC have them behind it. */
    private static GetMetadata parse(ArgumentReader in) {
        Options options = Options.NONE;
        if (in.space().next('(')) {
            options = Options.parse(in);
            in.space();
        }
        Optional<MailboxName> mailbox = Entries.mailbox(in);
        in.space();
        if (in.next('(') && !in.nextIsEntryAfter('(')) {
            options = Options.parse(in);
            in.space();
        }
        return new GetMetadata(mailbox, Entries.parse(in), options);
    }

    @Override
    public Reply execute(Authenticated session) {
        Annotations annotations = mailbox.isPresent()
                ? Entries.find(mailbox.get(), session).annotations()
                : session.account().annotations();
        Map<String, Optional<byte[]>> told = new TreeMap<>();
        long longest = 0;
        for (String entry : entries) {
            if (options.depth() == 0 && annotations.value(entry).isEmpty()) {
                told.put(entry, Optional.empty());
            }
            for (Map.Entry<String, byte[]> found : annotations.asMap().entrySet()) {
                if (!isWithin(found.getKey(), entry)) {
                    continue;
                }
                if (found.getValue().length > options.maxSize()) {
                    longest = Math.max(longest, found.getValue().length);
                } else {
                    told.put(found.getKey(), Optional.of(found.getValue()));
                }
            }
        }
        Reply reply = longest > 0
                ? Reply.ok(ResponseCode.of("METADATA LONGENTRIES", longest), "GETMETADATA completed.")
                : Reply.ok("GETMETADATA completed.");
        return told.isEmpty() ? reply : reply.with(new MetadataResponse(mailbox, told));
    }

    private boolean isWithin(String name, String entry) {
        if (name.equals(entry)) {
            return true;
        }
        return name.startsWith(entry + "/")
                && name.substring(entry.length()).chars().filter(c -> c == '/').count() <= options.depth();
    }
}
