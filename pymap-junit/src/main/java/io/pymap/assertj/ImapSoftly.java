package io.pymap.assertj;

import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.StoredMessage;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Transcript;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Soft {@code assertThat} for transcripts and mailboxes, to be mixed into soft assertions of your own. What leads to other
 * assertions, such as {@link TranscriptAssert#exchange}, is hard: a failure there ends the test.
 */
public interface ImapSoftly extends SoftAssertionsProvider {

    default TranscriptAssert assertThat(Transcript actual) {
        return proxy(TranscriptAssert.class, Transcript.class, actual);
    }

    default ExchangeAssert assertThat(Exchange actual) {
        return proxy(ExchangeAssert.class, Exchange.class, actual);
    }

    default MailboxAssert assertThat(MailboxFixture actual) {
        return proxy(MailboxAssert.class, MailboxFixture.class, actual);
    }

    default MessageAssert assertThat(StoredMessage actual) {
        return proxy(MessageAssert.class, StoredMessage.class, actual);
    }
}
