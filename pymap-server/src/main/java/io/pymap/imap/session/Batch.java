package io.pymap.imap.session;

import io.pymap.imap.session.MailboxView.Numbered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The messages that one command works on: of those that it names the last ones, as many as it may. RFC 9738 3.1.
 *
 * @param messages ascending; descending where there are fewer than were named, as the client goes on from the lowest
 * @param limit what is told where there are fewer
 */
public record Batch(List<Numbered> messages, Optional<ResponseCode> limit) {

    public static Batch of(List<Numbered> named, long most) {
        if (named.size() <= most) {
            return new Batch(named, Optional.empty());
        }
        List<Numbered> last = new ArrayList<>(named.subList(named.size() - (int) most, named.size()));
        Collections.reverse(last);
        long lowest = last.get(last.size() - 1).message().uid();
        return new Batch(last, Optional.of(ResponseCode.messageLimit(most, lowest)));
    }

    public List<Long> uids() {
        return messages.stream().map(numbered -> numbered.message().uid()).toList();
    }

    /** For a command that does all or nothing. */
    public Batch requireAll() {
        limit.ifPresent(code -> {
            throw new Refusal(code, "Too many messages; name fewer.");
        });
        return this;
    }
}
