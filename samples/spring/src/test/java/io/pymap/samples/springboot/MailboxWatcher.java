package io.pymap.samples.springboot;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.mail.dsl.Mail;

/** The application under test: is told of new mail by IDLE, and takes its subjects. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class MailboxWatcher {

    /** What has come in, by subject. */
    static final class Arrivals {

        private final BlockingQueue<String> subjects = new LinkedBlockingQueue<>();

        void add(MimeMessage message) {
            try {
                subjects.add(message.getSubject());
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        BlockingQueue<String> subjects() {
            return subjects;
        }
    }

    @Bean
    Arrivals arrivals() {
        return new Arrivals();
    }

    @Bean
    IntegrationFlow newMail(
            @Value("${app.imap.host}") String host,
            @Value("${app.imap.port}") int port,
            @Value("${app.imap.username}") String user,
            @Value("${app.imap.password}") String password,
            Arrivals arrivals) {
        String login = encoded(user) + ":" + encoded(password);
        return IntegrationFlow.from(Mail.imapIdleAdapter("imap://" + login + "@" + host + ":" + port + "/INBOX")
                        .shouldMarkMessagesAsRead(true)
                        .shouldReconnectAutomatically(true)
                        .reconnectDelay(200)) // milliseconds; 10,000 unless said otherwise, and tests begin with a BYE
                .<MimeMessage>handle((message, headers) -> {
                    arrivals.add(message);
                    return null;
                })
                .get();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
