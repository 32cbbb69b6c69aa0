package io.pymap.imap.extension.context;

import io.pymap.imap.extension.context.UpdatedResult.Placed;
import io.pymap.imap.extension.context.UpdatedResult.Places;
import io.pymap.imap.session.MailboxView.Numbered;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** A result of SEARCH: clients know the order, so places are not told. RFC 5267 4.3.3. */
final class MailboxOrder implements Places {

    private final Set<Long> uids = new HashSet<>();

    MailboxOrder(LongStream uids) {
        uids.forEach(this.uids::add);
    }

    @Override
    public boolean contains(Numbered message) {
        return uids.contains(message.message().uid());
    }

    @Override
    public int size() {
        return uids.size();
    }

    @Override
    public List<Placed> add(List<Numbered> messages) {
        messages.forEach(message -> uids.add(message.message().uid()));
        return placed(messages);
    }

    @Override
    public List<Placed> remove(List<Numbered> messages) {
        messages.forEach(message -> uids.remove(message.message().uid()));
        return placed(messages);
    }

    private static List<Placed> placed(List<Numbered> messages) {
        return messages.stream()
                .sorted((one, other) ->
                        Long.compare(one.message().uid(), other.message().uid()))
                .map(message -> new Placed(0, message))
                .toList();
    }
}
