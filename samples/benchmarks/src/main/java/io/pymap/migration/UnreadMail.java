package io.pymap.migration;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;

/** The code under test. */
final class UnreadMail {

    private UnreadMail() {}

    static int count(String host, int port, String user, String password) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.store.protocol", "imap");
        try (Store store = Session.getInstance(properties).getStore()) {
            store.connect(host, port, user, password);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return inbox.getUnreadMessageCount();
        }
    }
}
