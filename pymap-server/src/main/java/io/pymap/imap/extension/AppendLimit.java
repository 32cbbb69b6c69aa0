package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.StatusItem;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.Rights;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * APPENDLIMIT: the limit of the server, also told by STATUS, and lower ones of single mailboxes. RFC 7889.
 *
 * <p>A mailbox has its own where the annotation {@value #ENTRY} says so. CAPABILITY then tells no number any more, and
 * clients ask each mailbox for it (RFC 7889 2). That some mailbox has had one stands in an annotation of the server, so that
 * nobody who logs in waits until all mailboxes have been looked at.
 */
public final class AppendLimit implements Extension {

    static final String ENTRY = "/shared/vendor/io.pymap/append-limit";

    private static final String OF_SOME_MAILBOX = "/shared/vendor/io.pymap/append-limits";

    private static final int MAX_DIGITS = 18;

    @Override
    public String name() {
        return "APPENDLIMIT";
    }

    @Override
    public String source() {
        return "RFC 7889";
    }

    @Override
    public String summary() {
        return "The largest message that APPEND takes, of the server or of a mailbox";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        if (!(session instanceof Authenticated authenticated)) {
            return List.of();
        }
        return authenticated.account().annotations().value(OF_SOME_MAILBOX).isPresent()
                ? List.of(name())
                : List.of(name() + "=" + session.connection().limits().message());
    }

    @Override
    public Map<String, StatusItem> statusItems() {
        return Map.of("APPENDLIMIT", (mailbox, counts, session) -> Long.toString(limit(mailbox, session)));
    }

    @Override
    public void checkAppended(Content message, Mailbox target, Authenticated session) {
        long most = limit(target, session);
        if (message.size() > most) {
            throw new Refusal(ResponseCode.TOO_BIG, "Messages have at most " + most + " octets here.");
        }
    }

    @Override
    public void annotating(Map<String, Optional<byte[]>> changes, Authenticated session) {
        changes.getOrDefault(ENTRY, Optional.empty()).ifPresent(value -> {
            if (number(value).isEmpty()) {
                throw new Refusal(ResponseCode.CANNOT, "A limit is a number of octets.");
            }
            session.account().annotate(Map.of(OF_SOME_MAILBOX, Optional.of(new byte[] {'1'})));
        });
    }

    private static long limit(Mailbox mailbox, Authenticated session) {
        long ofServer = session.connection().limits().message();
        return Math.min(ofServer, own(mailbox).orElse(ofServer));
    }

    /** Told only to those who may see what is annotated. */
    private static OptionalLong own(Mailbox mailbox) {
        return Optional.of(mailbox)
                .filter(seen -> seen.rights().has(Rights.READ))
                .flatMap(seen -> seen.annotations().value(ENTRY))
                .map(AppendLimit::number)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        return text.matches("[0-9]{1," + MAX_DIGITS + "}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
