package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Redis has answered: octets, a number, a list of them, or nothing. */
record Answer(@Nullable Object value) {

    boolean isEmpty() {
        return value == null;
    }

    Optional<byte[]> octets() {
        return value instanceof byte[] octets ? Optional.of(octets) : Optional.empty();
    }

    String text() {
        if (value instanceof byte[] octets) {
            return new String(octets, UTF_8);
        }
        return String.valueOf(value);
    }

    long number() {
        return value instanceof Long number ? number : Long.parseLong(text());
    }

    int size() {
        return list().size();
    }

    Answer at(int index) {
        return new Answer(list().get(index));
    }

    List<Answer> all() {
        List<Answer> all = new ArrayList<>(size());
        list().forEach(one -> all.add(new Answer(one)));
        return all;
    }

    List<String> texts() {
        return all().stream().map(Answer::text).toList();
    }

    /** A list of fields and values by turns. */
    Map<String, byte[]> asMap() {
        Map<String, byte[]> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < size(); i += 2) {
            map.put(at(i).text(), at(i + 1).octets().orElseThrow());
        }
        return map;
    }

    private List<?> list() {
        return value instanceof List<?> list ? list : List.of();
    }

    /** The word with which a script says what became of it. */
    String outcome() {
        return at(0).text();
    }

    /**
     * This answer, if the script has done what it was asked for.
     *
     * @throws MailboxException for the reason that it gives
     */
    Answer done() {
        return switch (outcome()) {
            case "OK" -> this;
            case "OVERQUOTA" ->
                throw new MailboxException.OverQuota("Quota exceeded: at most " + at(2).text() + " of " + at(1).text());
            case "NOUIDS" -> throw new MailboxException.OverLimit("The mailbox has no UIDs left");
            case "NOUIDVALIDITY" -> throw new MailboxException.OverLimit("No UIDVALIDITY is left for new mailboxes");
            case "KEYWORDS" -> throw new MailboxException.OverLimit("A mailbox has at most 1000 keywords");
            case "TOOMANY" -> throw new MailboxException.OverLimit("There are too many of these already");
            case "EXISTS" -> throw new MailboxException.AlreadyExists("Mailbox already exists");
            case "NOTFOUND" -> throw new MailboxException.NotFound("Mailbox does not exist");
            case "GONE" -> throw new MailboxException.NotFound("The mailbox has been deleted");
            default -> throw new IllegalStateException("A script answers " + outcome());
        };
    }
}
