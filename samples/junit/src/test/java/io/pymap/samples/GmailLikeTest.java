package io.pymap.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.assertj.ImapSoftAssertions;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.RawImapClient;
import io.pymap.fixture.Tls;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mail;
import io.pymap.junit.Mailbox;
import io.pymap.transcript.Transcript;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server of one's own kind behind one annotation, and assertions of which all are told. */
@GmailLikeTest.GmailLike
@ExtendWith(SoftAssertionsExtension.class)
class GmailLikeTest {

    /** For all tests of a project. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @ImapServer(with = "X-GM-EXT-1", tls = Tls.IMPLICIT)
    @Mailbox(value = "[Gmail]/All Mail", specialUse = "\\All", messages = @Mail(subject = "hello"))
    @interface GmailLike {}

    @InjectSoftAssertions
    private ImapSoftAssertions softly;

    @Test
    void labelsAsGmailDoes(RawImapClient client, Transcript transcript, ImapServerHandle imap) { // it is logged in
        client.send("SELECT \"[Gmail]/All Mail\"");

        assertThat(client.send("UID STORE 1 +X-GM-LABELS (Work)").status()).isEqualTo("OK");

        softly.assertThat(transcript).sentInOrder("SELECT *", "UID STORE *").hasNoCredentialsInClear();
        softly.assertThat(imap.mailbox("[Gmail]/All Mail")).message(1).isUnseen();
        softly.assertThat(imap.inbox()).isEmpty();
    }
}
