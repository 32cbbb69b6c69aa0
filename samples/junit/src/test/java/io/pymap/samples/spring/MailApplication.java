package io.pymap.samples.spring;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application under test. */
@Configuration(proxyBeanMethods = false)
class MailApplication {

    /** Tells how many messages wait in INBOX. */
    interface UnreadCounter {
        int count() throws MessagingException;
    }

    @Bean
    UnreadCounter unreadCounter(
            @Value("${app.imap.protocol}") String protocol,
            @Value("${app.imap.host}") String host,
            @Value("${app.imap.port}") int port,
            @Value("${app.imap.username}") String username,
            @Value("${app.imap.password}") String password) {
        return () -> {
            try (Store store = Session.getInstance(new Properties()).getStore(protocol)) {
                store.connect(host, port, username, password);
                Folder inbox = store.getFolder("INBOX");
                return inbox.getUnreadMessageCount();
            }
        };
    }
}
