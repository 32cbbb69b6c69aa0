package io.pymap.imap.session;

import io.pymap.imap.session.MailboxView.Numbered;
import java.util.List;

/** Keeps up with what comes, changes and goes in a mailbox, at the moment when the client learns of it. */
public interface MailboxFollower {

    /** What is told ahead of EXPUNGE: these messages go, and have their numbers for the last time. */
    List<Untagged> leaving(List<Numbered> messages);

    /** What is told behind EXISTS and FETCH: these messages have come or changed, whoever did it. */
    List<Untagged> changed(List<Numbered> messages);
}
