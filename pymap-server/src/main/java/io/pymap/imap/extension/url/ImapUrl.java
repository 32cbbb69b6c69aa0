package io.pymap.imap.extension.url;

import io.pymap.imap.command.fetch.BodySection;
import io.pymap.imap.command.fetch.Partial;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a message or of a part of one. RFC 5092 11: {@code imessagepart}, absolute or relative.
 *
 * @param server absent in a relative URL
 * @param mailbox empty for the selected one
 * @param fromRoot whether the mailbox's name is complete, and not to be taken from where the selected mailbox is
 */
record ImapUrl(
        Optional<Server> server,
        Optional<MailboxName> mailbox,
        boolean fromRoot,
        Optional<Long> uidValidity,
        long uid,
        BodySection section,
        Optional<Partial> partial) {

    /** Longest URL that is read, in octets. */
    static final int MAX_LENGTH = 8_192;

    /** {@code 1*bchar}. */
    private static final String TEXT = "[A-Za-z0-9._~!$'()*+,&=:@/%-]+?";

    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(?:imap:)?//([^/?#]*)(/.*)");
    private static final Pattern SERVER =
            Pattern.compile("(?i)(?:(?<user>[^;@]*)(?:;AUTH=[^@]+)?@)?(?<host>\\[[^]]+]|[^:@]+)(?::\\d*)?");
    private static final Pattern PATH = Pattern.compile(
            "(?i)(?<root>/|(?![^/]*:))" // RFC 3986 4.2: without a slash, no colon in the first segment
                    + "(?:(?<mailbox>" + TEXT + ")(?:;UIDVALIDITY=(?<validity>\\d{1,10}))?/)?"
                    + ";UID=(?<uid>\\d{1,10})"
                    + "(?:/;SECTION=(?<section>" + TEXT + "))?"
                    + "(?:/;PARTIAL=(?<origin>\\d{1,10})(?:\\.(?<count>\\d{1,10}))?)?");

    /**
     * Whose mail it is, and where.
     *
     * @param user empty where the URL names none
     */
    record Server(String user, String host) {}

    /** The URL, if the text is one of a message. */
    static Optional<ImapUrl> parse(String text) {
        try {
            return text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(read(text));
        } catch (SyntaxException | MailboxException e) {
            return Optional.empty();
        }
    }

    private static ImapUrl read(String text) {
        Matcher absolute = ABSOLUTE.matcher(text);
        boolean hasServer = absolute.matches();
        Matcher path = matched(PATH, hasServer ? absolute.group(2) : text);
        boolean fromRoot = !path.group("root").isEmpty();
        Optional<String> mailbox = part(path, "mailbox");
        if (fromRoot && mailbox.isEmpty()) {
            throw malformed();
        }
        return new ImapUrl(
                hasServer ? Optional.of(server(absolute.group(1))) : Optional.empty(),
                mailbox.map(name -> new MailboxName(decoded(name))),
                fromRoot,
                part(path, "validity").map(Long::valueOf),
                Long.parseLong(path.group("uid")),
                BodySection.ofText(decoded(part(path, "section").orElse(""))),
                part(path, "origin")
                        .map(origin -> new Partial(
                                Long.parseLong(origin),
                                part(path, "count").map(Long::valueOf).orElse(Long.MAX_VALUE))));
    }

    private static Server server(String authority) {
        Matcher parts = matched(SERVER, authority);
        return new Server(decoded(part(parts, "user").orElse("")), parts.group("host"));
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw malformed();
        }
        return matcher;
    }

    private static Optional<String> part(Matcher matcher, String group) {
        return Optional.ofNullable(matcher.group(group));
    }

    /**
     * RFC 5092 8: octets of UTF-8, each as {@code %} and two digits where it may not stand for itself.
     *
     * @throws SyntaxException where they are not
     */
    static String decoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                octets.write(c);
                continue;
            }
            if (i + 2 >= text.length()
                    || !HexFormat.isHexDigit(text.charAt(i + 1))
                    || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                throw malformed();
            }
            octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static SyntaxException malformed() {
        return new SyntaxException("Expected the URL of a message.");
    }
}
