package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Flag;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.MessageSpec;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes what {@link Mailbox} annotations say. */
record MailboxSeed(Mailbox mailbox, AnnotatedElement place) {

    /** Those on this class or method. */
    static List<MailboxSeed> on(AnnotatedElement place) {
        return AnnotationSupport.findRepeatableAnnotations(place, Mailbox.class).stream()
                .map(mailbox -> new MailboxSeed(mailbox, place))
                .toList();
    }

    void plant(EmbeddedImapServer server) {
        try {
            fill(server);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "@Mailbox(\"" + mailbox.value() + "\") on " + place + ": " + e.getMessage(), e);
        }
    }

    private void fill(EmbeddedImapServer server) {
        var account = mailbox.user().isEmpty() ? server.account() : server.account(mailbox.user());
        // RFC 9051 5.1: INBOX in any case.
        String path = mailbox.value().equalsIgnoreCase("INBOX") ? "INBOX" : mailbox.value();
        boolean exists = account.mailboxes().contains(path);
        MailboxFixture target;
        if (mailbox.uidValidity() != 0) {
            if (exists && !account.mailbox(path).uids().isEmpty()) {
                throw new IllegalArgumentException("uidValidity must come first: the mailbox has messages already");
            }
            target = server.replaceMailbox(account.login(), path, mailbox.uidValidity(), 1);
        } else {
            target = exists ? account.mailbox(path) : account.create(path);
        }
        for (Mail mail : mailbox.messages()) {
            target.append(message(mail));
        }
        for (String resource : mailbox.eml()) {
            target.append(MessageSpec.eml(resource));
        }
        if (mailbox.uidNext() != 0) {
            server.skipTo(account.login(), path, mailbox.uidNext());
        }
    }

    private static MessageSpec message(Mail mail) {
        MessageSpec spec = mail.eml().isEmpty() ? written(mail) : fromFile(mail);
        for (String flag : mail.flags()) {
            Optional<Flag> system = Arrays.stream(Flag.values())
                    .filter(known -> known.protocolName().equalsIgnoreCase(flag))
                    .findFirst();
            spec = system.isPresent() ? spec.flags(system.get()) : spec.keyword(flag);
        }
        if (!mail.internalDate().isEmpty()) {
            spec = spec.internalDate(mail.internalDate());
        }
        return mail.uid() == 0 ? spec : spec.uid(mail.uid());
    }

    private static MessageSpec fromFile(Mail mail) {
        String words = mail.from() + mail.to() + mail.subject() + mail.text() + mail.html();
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("@Mail(eml = \"" + mail.eml()
                    + "\") is the whole message; leave out from, to, subject, text and html");
        }
        return MessageSpec.eml(mail.eml());
    }

    private static MessageSpec written(Mail mail) {
        MessageSpec spec = MessageSpec.message();
        spec = mail.from().isEmpty() ? spec : spec.from(mail.from());
        spec = mail.to().isEmpty() ? spec : spec.to(mail.to());
        spec = mail.subject().isEmpty() ? spec : spec.subject(mail.subject());
        spec = mail.text().isEmpty() ? spec : spec.text(mail.text());
        return mail.html().isEmpty() ? spec : spec.html(mail.html());
    }
}
