package io.pymap.junit;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxSpec;
import io.pymap.fixture.MessageSpec;
import io.pymap.fixture.Seed;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Mail that an annotation asks for.
 *
 * @param on the name of the server that is meant
 * @param annotation as it would be written, and where it stands, for messages
 */
record MailboxSeed(String on, String annotation, Consumer<ImapServerHandle> mail) {

    /** Those on this class or method: files first. */
    static List<MailboxSeed> on(AnnotatedElement place) {
        List<MailboxSeed> seeds = new ArrayList<>();
        AnnotationSupport.findAnnotation(place, SeedFile.class)
                .ifPresent(file -> seeds.add(new MailboxSeed(
                        file.on(),
                        "@SeedFile(\"" + file.value() + "\") on " + place,
                        server -> fromFile(file).accept(server))));
        AnnotationSupport.findRepeatableAnnotations(place, Mailbox.class)
                .forEach(mailbox -> seeds.add(new MailboxSeed(
                        mailbox.on(),
                        "@Mailbox(\"" + mailbox.value() + "\") on " + place,
                        server -> fill(server, mailbox))));
        return seeds;
    }

    void plant(ImapServerHandle server) {
        try {
            mail.accept(server);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(annotation + ": " + e.getMessage(), e);
        }
    }

    private static Seed fromFile(SeedFile file) {
        return file.value().endsWith(".json") ? Seed.json(file.value()) : Seed.preload(file.value());
    }

    private static void fill(ImapServerHandle server, Mailbox mailbox) {
        var account = mailbox.user().isEmpty() ? server.account() : server.account(mailbox.user());
        MailboxSpec spec = MailboxSpec.mailbox(mailbox.value())
                .uidValidity(mailbox.uidValidity())
                .uidNext(mailbox.uidNext())
                .specialUse(mailbox.specialUse());
        spec = mailbox.subscribed() ? spec.subscribed() : spec;
        for (Mail mail : mailbox.messages()) {
            spec = spec.messages(message(mail));
        }
        for (String resource : mailbox.eml()) {
            spec = spec.messages(MessageSpec.eml(resource));
        }
        for (String resource : mailbox.mbox()) {
            spec = spec.messages(MessageSpec.mbox(resource));
        }
        for (String resource : mailbox.maildir()) {
            spec = spec.messages(MessageSpec.maildir(resource));
        }
        account.fill(spec.messages(MessageSpec.generate(mailbox.generate(), mailbox.seed())));
    }

    private static MessageSpec message(Mail mail) {
        MessageSpec spec = mail.eml().isEmpty() ? written(mail) : fromFile(mail);
        spec = spec.flagged(List.of(mail.flags()));
        if (!mail.internalDate().isEmpty()) {
            spec = spec.internalDate(mail.internalDate());
        }
        return mail.uid() == 0 ? spec : spec.uid(mail.uid());
    }

    private static MessageSpec fromFile(Mail mail) {
        String words = mail.from() + mail.to() + mail.cc() + mail.subject() + mail.text() + mail.html();
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("@Mail(eml = \"" + mail.eml()
                    + "\") is the whole message; leave out from, to, cc, subject, text and html");
        }
        return MessageSpec.eml(mail.eml());
    }

    private static MessageSpec written(Mail mail) {
        MessageSpec spec = MessageSpec.message();
        spec = mail.from().isEmpty() ? spec : spec.from(mail.from());
        spec = mail.to().isEmpty() ? spec : spec.to(mail.to());
        spec = mail.cc().isEmpty() ? spec : spec.cc(mail.cc());
        spec = mail.subject().isEmpty() ? spec : spec.subject(mail.subject());
        spec = mail.text().isEmpty() ? spec : spec.text(mail.text());
        return mail.html().isEmpty() ? spec : spec.html(mail.html());
    }
}
