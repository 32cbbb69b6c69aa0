package io.pymap.imap.session;

import io.pymap.imap.session.MailboxView.Numbered;
import java.util.Optional;

/** Of what in the selected mailbox a client is told without having asked. RFC 5465 6.1; everything unless it says so. */
public interface SelectedEvents {

    /** Everything, as it is without NOTIFY. */
    SelectedEvents ALL = new SelectedEvents() {};

    /** Nothing: the client goes on with the mailbox as it knows it. */
    SelectedEvents NONE = new SelectedEvents() {
        @Override
        public boolean messages() {
            return false;
        }
    };

    /** Whether the client is told of messages that come and go. If not, nothing else is told either. */
    default boolean messages() {
        return true;
    }

    /** Whether expunges are told between commands as well, where the client is told of other things then. */
    default boolean expungesAtAnyTime() {
        return true;
    }

    /** Whether the client is told of flags that others change. */
    default boolean flags() {
        return true;
    }

    /** What is told of a message that has come, behind EXISTS; empty for its flags. */
    default Optional<Untagged> arrived(Numbered message, MailboxView view, Connection connection) {
        return Optional.empty();
    }
}
