package io.pymap.samples;

import io.pymap.fixture.ImapEndpoint;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.util.function.Consumer;
import org.eclipse.angus.mail.imap.IMAPFolder;

/**
 * The code under test: waits in IDLE, tells the subjects of new mail, and connects again when the server hangs up. Mail
 * that came while it was away is told then.
 */
final class MailWatcher implements AutoCloseable {

    private final ImapEndpoint endpoint;
    private final Consumer<String> subjects;
    private final Thread thread = new Thread(this::watch, "mail-watcher");
    private Store store;
    private long lastUid;
    private boolean closed;

    private MailWatcher(ImapEndpoint endpoint, Consumer<String> subjects) throws MessagingException {
        this.endpoint = endpoint;
        this.subjects = subjects;
        this.store = connect();
    }

    static MailWatcher start(ImapEndpoint endpoint, Consumer<String> subjects) throws MessagingException {
        MailWatcher watcher = new MailWatcher(endpoint, subjects);
        IMAPFolder inbox = watcher.open();
        watcher.lastUid = inbox.getUIDNext() - 1; // what is there already is not new
        inbox.close(false);
        watcher.thread.start();
        return watcher;
    }

    private Store connect() throws MessagingException {
        Store fresh = Session.getInstance(endpoint.jakartaMailProperties()).getStore();
        fresh.connect(endpoint.username(), endpoint.password());
        return fresh;
    }

    private IMAPFolder open() throws MessagingException {
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        return inbox;
    }

    private void watch() {
        try {
            while (reconnected()) {
                try {
                    idle(open());
                } catch (FolderClosedException | StoreClosedException e) {
                    // the server has hung up, or we have: reconnected() knows which
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized boolean reconnected() throws MessagingException {
        if (!closed && !store.isConnected()) {
            store = connect();
        }
        return !closed;
    }

    private void idle(IMAPFolder inbox) throws MessagingException {
        inbox.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                try {
                    tell(inbox, event.getMessages());
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        tell(inbox, inbox.getMessagesByUID(lastUid + 1, UIDFolder.LASTUID));
        while (inbox.isOpen()) {
            inbox.idle();
        }
    }

    private synchronized void tell(IMAPFolder inbox, Message[] messages) throws MessagingException {
        for (Message message : messages) {
            long uid = inbox.getUID(message);
            if (uid > lastUid) {
                lastUid = uid;
                subjects.accept(message.getSubject());
            }
        }
    }

    boolean isWatching() {
        return thread.isAlive();
    }

    @Override
    public synchronized void close() throws MessagingException {
        closed = true;
        store.close();
    }
}
