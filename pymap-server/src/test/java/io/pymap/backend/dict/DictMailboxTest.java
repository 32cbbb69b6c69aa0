package io.pymap.backend.dict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.backend.MailboxContract;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.FlagChange;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class DictMailboxTest extends MailboxContract {

    @Override
    protected Backend createBackend() {
        return DictBackendTest.backend(7);
    }

    @Test
    void keepsEqualContentOnceForAllUsers() {
        Mailbox annas = inbox("anna");
        Mailbox berts = inbox("bert");
        append(annas, "same");
        append(berts, "same");

        assertThat(messages(berts).get(0).content())
                .isSameAs(messages(annas).get(0).content());
        assertThat(messages(annas).get(0).emailId()).matches("M[0-9a-f]{32}");
        append(annas, "different");
        assertThat(messages(annas).get(1).emailId())
                .isNotEqualTo(messages(annas).get(0).emailId());
        assertThat(messages(berts).get(0).emailId())
                .isEqualTo(messages(annas).get(0).emailId());
        assertThat(annas.id()).matches("F[0-9a-f]{32}");
    }

    @Test
    void keepsTheZoneOfTheDate() {
        append(inbox("anna"), "x");

        assertThat(messages(inbox("anna")).get(0).internalDate()).isEqualTo(DATE);
    }

    @Test
    void doesNotHoldOnToTheArrayAroundAPart() {
        Content part = Content.of(new byte[1000]).slice(10, 20);

        Message added = inbox("anna")
                .append(List.of(new NewMessage(part, Flags.NONE, DATE)))
                .get(0);

        assertThat(added.content().load().array()).hasSize(20);
    }

    @Test
    void threadsRepliesBySubjectAndReferences() {
        Mailbox inbox = inbox("anna");
        String question = thread(inbox, "Message-ID: <1@x>\r\nSubject: A  question\r\n\r\n");

        assertThat(question).matches("T[0-9a-f]{32}");
        assertThat(thread(inbox, "Message-ID: <2@x>\r\nIn-Reply-To: <1@x>\r\nSubject: Re[2]: a question\r\n\r\n"))
                .isEqualTo(question);
        assertThat(thread(inbox, "REFERENCES: <0@x>\r\n <2@x>\r\nSubject: Fw: [list] A question (fwd)\n\n"))
                .isEqualTo(question);
        assertThat(thread(inbox, "In-Reply-To: <1@x>\r\nSubject: Something else\r\n\r\n"))
                .isNotEqualTo(question);
        assertThat(thread(inbox, "Subject: A question\r\n\r\n")).isNotEqualTo(question);
        assertThat(thread(inbox("bert"), "Message-ID: <1@x>\r\nSubject: A question\r\n\r\n"))
                .isNotEqualTo(question);
    }

    @Test
    void changesNothingInAReadOnlyMailbox() {
        Backend demo = DictBackend.builder()
                .user(new User("demo", "x"))
                .demoData("demo")
                .build();
        Account account = demo.account("demo");
        Mailbox trash = account.find(new MailboxName("Trash")).orElseThrow();
        Mailbox inbox = account.find(MailboxName.INBOX).orElseThrow();
        List<Long> one = List.of(101L);

        assertThat(trash.readOnly()).isTrue();
        assertThatThrownBy(() -> append(trash, "x")).isInstanceOf(MailboxException.ReadOnly.class);
        assertThatThrownBy(() -> trash.store(one, FlagChange.add("\\Seen"), Long.MAX_VALUE))
                .isInstanceOf(MailboxException.ReadOnly.class);
        assertThatThrownBy(() -> trash.expungeDeleted(one)).isInstanceOf(MailboxException.ReadOnly.class);
        assertThatThrownBy(() -> trash.remove(one)).isInstanceOf(MailboxException.ReadOnly.class);
        assertThatThrownBy(() -> trash.move(one, inbox)).isInstanceOf(MailboxException.ReadOnly.class);
        assertThatThrownBy(() -> inbox.copy(one, trash)).isInstanceOf(MailboxException.ReadOnly.class);
        assertThatThrownBy(() -> inbox.move(one, trash)).isInstanceOf(MailboxException.ReadOnly.class);
        trash.claimRecent(Long.MAX_VALUE);

        assertThat(trash.counts().recent()).isEqualTo(1);
        assertThat(inbox.counts().messages()).isEqualTo(4);
        assertThat(trash.copy(one, inbox).destination()).containsExactly(105L);
    }

    private Mailbox inbox(String user) {
        return backend.account(user).find(MailboxName.INBOX).orElseThrow();
    }

    private static String thread(Mailbox mailbox, String text) {
        return mailbox.append(List.of(message(text))).get(0).threadId();
    }
}
