package io.pymap.imap.extension.notify;

import io.pymap.imap.command.fetch.Fetch;
import io.pymap.imap.session.Connection;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.SelectedEvents;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.MailboxFilter.Kind;
import java.util.Optional;

/** What NOTIFY has said of the selected mailbox: of messages in any case. RFC 5465 5.1 to 5.3. */
record SelectedNews(EventGroup group) implements SelectedEvents {

    @Override
    public boolean messages() {
        return true;
    }

    @Override
    public boolean expungesAtAnyTime() {
        return group.mailboxes().kind() == Kind.SELECTED;
    }

    @Override
    public boolean flags() {
        return group.events().contains(Event.FLAG_CHANGE);
    }

    @Override
    public Optional<Untagged> arrived(Numbered message, MailboxView view, Connection connection) {
        return group.fetched().isEmpty()
                ? Optional.empty()
                : Optional.of(Fetch.told(message, view, connection, group.fetched()));
    }
}
