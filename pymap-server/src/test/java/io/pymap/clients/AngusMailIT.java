package io.pymap.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.imap.ImapProtocol;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("clients")
class AngusMailIT {

    private final ServerCertificate certificate =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
    private final PymapServer server = PymapServer.builder(
                    DictBackend.builder().user(new User("ann", "secret")).build())
            .certificate(certificate)
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Session session() {
        Properties properties = new Properties();
        properties.put("mail.imap.starttls.enable", "true");
        properties.put("mail.imap.starttls.required", "true");
        properties.put(
                "mail.imap.ssl.socketFactory", certificate.clientContext().getSocketFactory());
        properties.put("mail.imap.connectiontimeout", "10000");
        properties.put("mail.imap.timeout", "10000");
        return Session.getInstance(properties);
    }

    private IMAPStore store() throws MessagingException {
        IMAPStore store = (IMAPStore) session().getStore("imap");
        store.connect("localhost", server.port(), "ann", "secret");
        return store;
    }

    private static IMAPFolder open(IMAPStore store, String name) throws MessagingException {
        IMAPFolder folder = (IMAPFolder) store.getFolder(name);
        folder.open(Folder.READ_WRITE);
        return folder;
    }

    private static MimeMessage message(String subject, String text) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("ann@example.org");
        message.setRecipients(Message.RecipientType.TO, "bob@example.org");
        message.setSubject(subject, "UTF-8");
        MimeBodyPart body = new MimeBodyPart();
        body.setText(text, "UTF-8");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setContent("octets".getBytes(UTF_8), "application/octet-stream");
        attachment.setFileName("grüße.bin");
        message.setContent(new MimeMultipart(body, attachment));
        message.saveChanges();
        return message;
    }

    /** Once UTF8=ACCEPT is enabled, search strings are UTF-8 or refused; without it this client names their charset. */
    @Test
    void searchesForTextOutsideAscii() throws MessagingException {
        try (PymapServer rev1 = PymapServer.builder(DictBackend.builder()
                                .user(new User("ann", "secret"))
                                .build())
                        .certificate(certificate)
                        .protocol(ImapProtocol.standard().without("UTF8=ACCEPT"))
                        .start();
                IMAPStore store = (IMAPStore) session().getStore("imap")) {
            store.connect("localhost", rev1.port(), "ann", "secret");
            IMAPFolder inbox = open(store, "INBOX");
            inbox.appendMessages(new Message[] {message("First – größer", "Hällo, Wörld"), message("Second", "two")});

            assertThat(subjects(inbox.search(new AndTerm(new SubjectTerm("größer"), new BodyTerm("Wörld")))))
                    .containsExactly("First – größer");
        }
    }

    @Test
    void appendsFetchesFlagsCopiesMovesSearchesAndExpunges() throws MessagingException, IOException {
        try (IMAPStore store = store()) {
            Folder archive = store.getFolder("Archiv/Müll & Co");
            assertThat(archive.create(Folder.HOLDS_MESSAGES)).isTrue();
            IMAPFolder inbox = open(store, "INBOX");
            AppendUID[] uids = inbox.appendUIDMessages(new Message[] {
                message("First – größer", "Hällo, Wörld"), message("Second", "two"), message("Third", "three")
            });
            assertThat(uids).extracting(uid -> uid.uid).containsExactly(1L, 2L, 3L);

            Message first = inbox.getMessage(1);
            assertThat(first.getSubject()).isEqualTo("First – größer");
            assertThat(first.getFrom()[0]).hasToString("ann@example.org");
            MimeMultipart parts = (MimeMultipart) first.getContent();
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Hällo, Wörld");
            assertThat(parts.getBodyPart(1).getFileName()).contains("bin");
            assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo("octets");
            assertThat(first.isSet(Flags.Flag.SEEN)).isTrue();

            Flags label = new Flags("$Label");
            label.add(Flags.Flag.FLAGGED);
            inbox.setFlags(new int[] {2, 3}, label, true);
            assertThat(subjects(inbox.search(new FlagTerm(label, true)))).containsExactly("Second", "Third");
            assertThat(subjects(inbox.search(new AndTerm(new SubjectTerm("First"), new BodyTerm("rld")))))
                    .containsExactly("First – größer");

            AppendUID[] copied = inbox.copyUIDMessages(new Message[] {inbox.getMessage(2)}, archive);
            assertThat(copied[0].uid).isEqualTo(1);
            inbox.moveMessages(new Message[] {inbox.getMessage(3)}, archive);
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            assertThat(inbox.expunge()).hasSize(2); // the one moved as well: Angus forgets messages only here
            assertThat(inbox.getMessageCount()).isEqualTo(1);
            assertThat(inbox.getUID(inbox.getMessage(1))).isEqualTo(2);

            archive.open(Folder.READ_ONLY);
            assertThat(subjects(archive.getMessages())).containsExactly("Second", "Third");
            assertThat(archive.getMessage(1).getFlags().contains("$Label")).isTrue();
            assertThat(((UIDFolder) archive).getUIDNext()).isEqualTo(3);
            archive.close();
            inbox.close();
            assertThat(archive.renameTo(store.getFolder("Other"))).isTrue();
            assertThat(Arrays.stream(store.getDefaultFolder().list("*")).map(Folder::getFullName))
                    .contains("INBOX", "Other")
                    .doesNotContain("Archiv/Müll & Co");
            assertThat(store.getFolder("Other").delete(true)).isTrue();
        }
    }

    @Test
    void hearsOfMessagesWhileItIdles() throws Exception {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (IMAPStore listening = store();
                IMAPStore writing = store()) {
            IMAPFolder inbox = open(listening, "INBOX");
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    heard.add("added " + event.getMessages().length);
                }

                @Override
                public void messagesRemoved(MessageCountEvent event) {
                    heard.add("removed " + event.getMessages().length);
                }
            });
            CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> {
                try {
                    inbox.idle();
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            });
            IMAPFolder other = open(writing, "INBOX");

            other.appendMessages(new Message[] {message("New", "text")});
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("added 1");

            other.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            other.expunge();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("removed 1");

            inbox.close(); // sends DONE
            idle.get(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> subjects(Message[] messages) throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (Message message : messages) {
            subjects.add(message.getSubject());
        }
        return subjects;
    }
}
