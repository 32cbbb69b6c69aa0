package io.pymap.samples;

import io.pymap.fixture.ImapEndpoint;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.util.function.Consumer;
import org.eclipse.angus.mail.imap.IMAPFolder;

/** The code under test: waits in IDLE and tells the subjects of new mail. */
final class MailWatcher implements AutoCloseable {

    private final Store store;
    private final IMAPFolder inbox;
    private final Thread thread = new Thread(this::watch, "mail-watcher");

    private MailWatcher(Store store) throws MessagingException {
        this.store = store;
        this.inbox = (IMAPFolder) store.getFolder("INBOX");
    }

    static MailWatcher start(ImapEndpoint endpoint, Consumer<String> subjects) throws MessagingException {
        Store store = Session.getInstance(endpoint.jakartaMailProperties()).getStore();
        store.connect(endpoint.username(), endpoint.password());
        MailWatcher watcher = new MailWatcher(store);
        watcher.inbox.open(Folder.READ_ONLY);
        watcher.inbox.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                for (Message message : event.getMessages()) {
                    subjects.accept(subject(message));
                }
            }
        });
        watcher.thread.start();
        return watcher;
    }

    private static String subject(Message message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void watch() {
        try {
            while (inbox.isOpen()) {
                inbox.idle();
            }
        } catch (FolderClosedException e) {
            // closed by close(): that is the end of it
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isWatching() {
        return thread.isAlive();
    }

    @Override
    public void close() throws MessagingException {
        inbox.close(false);
        store.close();
    }
}
