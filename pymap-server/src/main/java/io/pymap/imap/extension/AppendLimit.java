package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.StatusItem;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
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
 * clients ask each mailbox for it (RFC 7889 2).
 */
public final class AppendLimit implements Extension {

    static final String ENTRY = "/shared/vendor/io.pymap/append-limit";

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
        return hasLimitsOfMailboxes(authenticated.account())
                ? List.of(name())
                : List.of(name() + "=" + session.connection().limits().message());
    }

    private static boolean hasLimitsOfMailboxes(Account account) {
        return account.mailboxes().stream().anyMatch(name -> hasLimit(account, name));
    }

    private static boolean hasLimit(Account account, MailboxName name) {
        try {
            return account.find(name)
                    .filter(mailbox -> own(mailbox).isPresent())
                    .isPresent();
        } catch (MailboxException.Unavailable e) { // keeps nobody from the others
            return false;
        }
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
    public void checkAnnotations(Map<String, Optional<byte[]>> changes) {
        changes.getOrDefault(ENTRY, Optional.empty()).ifPresent(value -> {
            if (number(value).isEmpty()) {
                throw new Refusal(ResponseCode.CANNOT, "A limit is a number of octets.");
            }
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
